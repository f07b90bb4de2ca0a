package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The oracle finds acts without the evidence, or the record, that they need. */
class OracleEvidenceTest extends OracleScene {
  OracleEvidenceTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aDeleteBeforeTheTaintIsFound() throws Exception {
    theSceneOfALoss();
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    mark("n1");
    assertFound("without our taint");
  }

  @Test
  void aDeleteBeforeTheTaintWasAnsweredIsFound() throws Exception {
    theSceneOfALoss();
    record("Delete", "LOST_NODE");
    int sent = second;
    mark("n1");
    line(
        OperatorAccount.USER,
        "delete",
        "pods",
        "p",
        WITH_UID,
        pod("p", "n1", true),
        sent,
        sent + 9);
    assertFound("without our taint");
  }

  @Test
  void aDeleteAfterTheTaintWentIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    others("patch", "nodes", "n1", "{}", node("n1", "Unknown", false, ""));
    second += 5;
    delete(WITH_UID);
    assertFound("without our taint");
  }

  @Test
  void anEvictionFromASickNodeBeforeTheTaintIsFound() throws Exception {
    theScene();
    record("Evict", "IMPAIRED_NODE");
    evict();
    assertFound("without our taint");
  }

  @Test
  void aDeleteOnAReadyNodeIsFound() throws Exception {
    theScene();
    operator("patch", "nodes", "n1", MARK, node("n1", "True", true, ""));
    second += 5;
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    assertFound("is Ready, and so not Lost");
  }

  @Test
  void aDeleteOnAReadyNodeWhoseHostIsSilentForLongIsNone() throws Exception {
    theScene();
    silences.add(new Silence("n1", START.plusSeconds(second), null));
    operator("patch", "nodes", "n1", MARK, node("n1", "True", true, ""));
    second += 5;
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void aDeleteOnAReadyNodeWhoseHostIsSilentForAMomentIsFound() throws Exception {
    theScene();
    operator("patch", "nodes", "n1", MARK, node("n1", "True", true, ""));
    second += 5;
    record("Delete", "LOST_NODE");
    silences.add(new Silence("n1", START.plusSeconds(second), null));
    delete(WITH_UID);
    assertFound("is Ready, and so not Lost");
  }

  @Test
  void trafficThatIsLedAwayFromASilentHostIsNone() throws Exception {
    theScene();
    silences.add(new Silence("n1", START.plusSeconds(second), null));
    second += 5;
    record("MarkNotReady", "UNREACHABLE_NODE");
    divert();
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void trafficThatIsLedAwayFromAHostThatAnswersIsFound() throws Exception {
    theScene();
    record("MarkNotReady", "UNREACHABLE_NODE");
    divert();
    assertFound("leads traffic away from node 'n1', which answers");
  }

  @Test
  void trafficThatIsLedAwayWithoutARecordedIntentIsFound() throws Exception {
    theScene();
    silences.add(new Silence("n1", START.plusSeconds(second), null));
    second += 5;
    divert();
    assertFound("without a recorded intent");
  }

  private void divert() throws Exception {
    operator(
        "patch",
        "pods/status",
        "p",
        "{\"metadata\":{\"uid\":\"u-p\"},\"status\":{\"conditions\":[{\"type\":\"Ready\",\"status\":\"False\"}]}}",
        pod("p", "n1", false));
  }

  @Test
  void aDeleteOnANodeWhoseLeaseRenewsIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    renew("n1");
    second += 3;
    delete(WITH_UID);
    assertFound("renews its lease");
  }

  /** As a crash right after a renewal looks, where observers miss the host and leases are short. */
  @Test
  void aDeleteFourSecondsAfterTheLastRenewalIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    renew("n1");
    second++;
    record("Delete", "LOST_NODE");
    second += 3;
    delete(WITH_UID);
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void aForcedDeleteNeedsTheWordForThisBoot() throws Exception {
    theSceneOfALoss();
    mark("n1");
    node("n1", "Unknown", true, "b2");
    record("ForceDelete", "LOST_NODE");
    delete(FORCED);
    assertFound("nobody confirmed dead");
  }

  @Test
  void aRemovalWithoutARecordedIntentIsFound() throws Exception {
    theScene();
    evict();
    assertFound("without a recorded intent");
  }

  @Test
  void aRemovalOtherThanTheRecordedOneIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Evict", "LOST_NODE");
    delete(WITH_UID);
    assertFound("without a recorded intent");
  }

  @Test
  void aRemovalBeforeItsIntentWasAnsweredIsFound() throws Exception {
    theScene();
    int sent = second;
    record("Evict", "FAULTY_POD");
    line(OperatorAccount.USER, "create", "pods/eviction", "p", EVICTION, "{}", sent, sent + 9);
    assertFound("without a recorded intent");
  }

  @Test
  void aDisruptionWithoutARecordedIntentIsFound() throws Exception {
    theScene();
    operator(
        "patch",
        "pods/status",
        "p",
        "{\"metadata\":{\"uid\":\"u-p\"},\"status\":{\"conditions\":[{\"type\":\"DisruptionTarget\"}]}}",
        pod("p", "n1", true));
    assertFound("without a recorded intent");
  }
}
