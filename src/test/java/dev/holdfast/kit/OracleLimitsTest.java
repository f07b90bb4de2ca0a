package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle finds acts beyond the limits of a policy, of the brake, and of one writer. */
class OracleLimitsTest extends OracleScene {
  OracleLimitsTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aRemovalOutsideOfThePolicysNamespaceIsFound() throws Exception {
    theSceneOfAnIllPod();
    record("Evict", "FAULTY_POD");
    write(
        new AuditLine(
            OperatorAccount.USER,
            "create",
            "pods/eviction",
            "elsewhere",
            "p",
            EVICTION,
            "{}",
            200,
            second,
            second + 1));
    assertFound("outside of its namespace");
  }

  @Test
  void aRemovalOfAPodThatThePolicyDoesNotSelectIsFound() throws Exception {
    theSceneOfAnIllPod();
    others("patch", "highavailabilitypolicies", "web", "{}", policy("Enforce", "other", "[]"));
    second += 5;
    operator(
        "update",
        "highavailabilitypolicies/status",
        "web",
        "{}",
        policy("Enforce", "other", intent("1", "Evict", "FAULTY_POD")));
    evict();
    assertFound("does not select");
  }

  @Test
  void aRemovalInObserveIsFound() throws Exception {
    theSceneOfAnIllPod();
    others("patch", "highavailabilitypolicies", "web", "{}", policy("Observe", "web", "[]"));
    second += 5;
    operator(
        "update",
        "highavailabilitypolicies/status",
        "web",
        "{}",
        policy("Observe", "web", intent("1", "Evict", "FAULTY_POD")));
    evict();
    assertFound("does not enforce");
  }

  @Test
  void aZoneThatWasLostIsOneUntilAllOfItsNodesAreHeard() throws Exception {
    theScene();
    for (var node : List.of("a1", "a2", "a3")) zoned("create", node, "True", "");
    second += 9;
    for (var node : List.of("a1", "a2", "a3")) zoned("patch", node, "Unknown", "");
    second += 9;
    zoned("patch", "a1", "True", "");
    second += 9;
    for (var node : List.of("a2", "a3")) {
      others("create", "pods", "on-" + node, "{}", pod("on-" + node, node, true));
      zoned("patch", node, "Unknown", "Lost");
      second += 9;
    }
    assertThat(oracle.violations()).isEmpty();
  }

  /** One of zone a; by the operator where it is marked. */
  private void zoned(String verb, String name, String ready, String mark) throws Exception {
    var node =
        """
        {"metadata":{"name":"%s","labels":{"topology.kubernetes.io/zone":"a"},
        "annotations":{"holdfast.dev/marked":"%s"}},"spec":{"taints":[%s]},
        "status":{"conditions":[{"type":"Ready","status":"%s"}]}}\
        """
            .formatted(name, mark, mark.isEmpty() ? "" : TAINT, ready);
    if (mark.isEmpty()) others(verb, "nodes", name, "{}", node);
    else operator(verb, "nodes", name, MARK, node);
  }

  @Test
  void aMarkInObserveIsFound() throws Exception {
    theSceneOfALoss();
    others("patch", "highavailabilitypolicies", "web", "{}", policy("Observe", "web", "[]"));
    second += 5;
    mark("n1");
    assertFound("without a pod of a policy that enforces");
  }

  @Test
  void anIntentDoneTwiceIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    delete(WITH_UID);
    assertFound("does intent shop/web 1 twice");
  }

  @Test
  void aRemovalOfAPodOnItsWayOutIsFound() throws Exception {
    theSceneOfAnIllPod();
    others("create", "pods/eviction", "p", "{}", "{}");
    second += 5;
    record("Evict", "FAULTY_POD");
    evict();
    assertFound("terminating already");
  }

  @Test
  void aSecondRemovalOfAPodByAnotherIntentIsFound() throws Exception {
    theSceneOfAnIllPod();
    record("Evict", "FAULTY_POD");
    evict();
    status(intent("2", "Evict", "FAULTY_POD"));
    evict();
    assertFound("terminating already");
  }

  @Test
  void anEvictionBelowMinAvailableIsFound() throws Exception {
    theSceneOfALoss();
    others("patch", "pods/status", "q", "{}", pod("q", "n2", false));
    second += 5;
    mark("n1");
    record("Evict", "IMPAIRED_NODE");
    evict();
    assertFound("leaves policy shop/web 0 ready pods of the 1 that it promises");
  }

  @Test
  void aMarkBeyondTheBrakeIsFound() throws Exception {
    theSceneOfALoss();
    node("n2", "Unknown", false, "");
    mark("n1");
    second += 5;
    assertThat(oracle.violations()).isEmpty();
    mark("n2");
    assertFound("over the brake of 1");
  }

  @ParameterizedTest
  @CsvSource({"mark", "evict"})
  void anActUnderTheEmergencyStopIsFound(String act) throws Exception {
    theSceneOfALoss();
    others("patch", "pods/status", "p", "{}", pod("p", "n1", false));
    second += 9;
    record("Evict", "FAULTY_POD");
    write(
        new AuditLine(
            "anybody",
            "create",
            "configmaps",
            OperatorAccount.NAMESPACE,
            "emergency-stop",
            "{}",
            "{\"metadata\":{\"name\":\"emergency-stop\"}}",
            200,
            second,
            second + 1));
    second += 5;
    if (act.equals("mark")) mark("n1");
    else evict();
    assertFound("under the emergency stop");
  }

  @Test
  void aReplacementOnTheLostNodeIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    others("create", "pods", "r", "{}", pod("r", "", false));
    others("create", "pods/binding", "r", "{\"target\":{\"name\":\"n1\"}}", "{}");
    assertFound("bound to node 'n1', which is lost");
  }

  @Test
  void aSecondWriterOfAnIdentityIsFound() throws Exception {
    theSceneOfALoss();
    runsOnBehindACut("u-p");
    mark("n1");
    node("n1", "Unknown", true, "b1");
    record("ForceDelete", "LOST_NODE");
    delete(FORCED);
    others(
        "patch",
        "pods/status",
        "p",
        "{}",
        pod("p", "n2", true).replace("\"uid\":\"u-p\"", "\"uid\":\"u-p2\""));
    assertFound("second writer of identity shop/p");
  }

  @Test
  void aSecondWriterOfAVolumeIsFound() throws Exception {
    var volume = "\"spec\":{\"volumes\":[{\"persistentVolumeClaim\":{\"claimName\":\"data\"}}],";
    theSceneOfALoss();
    runsOnBehindACut("u-p");
    mark("n1");
    record("Delete", "LOST_NODE");
    var writer = pod("p", "n1", true).replace("\"spec\":{", volume);
    operator("delete", "pods", "p", WITH_UID, writer);
    others("patch", "pods/status", "r", "{}", pod("r", "n2", true).replace("\"spec\":{", volume));
    assertFound("second writer of volume claim shop/data");
  }
}
