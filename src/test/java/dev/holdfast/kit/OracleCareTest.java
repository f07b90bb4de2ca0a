package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle finds acts that somebody asked not to be done, and records of what is not so. */
class OracleCareTest extends OracleScene {
  private static final String HELD = "\"annotations\":{\"holdfast.dev/hold\":\"why\"},";

  OracleCareTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void anActOnAVetoedPodIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    others("patch", "pods", "p", "{}", pod("p", "n1", true).replace("\"name\"", HELD + "\"name\""));
    second += 5;
    delete(WITH_UID);
    assertFound("acts on a vetoed pod");
  }

  @Test
  void anActOnAVetoedNodeIsFound() throws Exception {
    theSceneOfALoss();
    var held =
        node("n1", "Unknown", false, "")
            .replace("\"annotations\":{", "\"annotations\":{\"holdfast.dev/hold\":\"why\",");
    others("patch", "nodes", "n1", "{}", held);
    second += 5;
    mark("n1");
    assertFound("changes a vetoed node");
  }

  /** Nobody can look and call at once. */
  @Test
  void anActRightAfterAVetoIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    others("patch", "pods", "p", "{}", pod("p", "n1", true).replace("\"name\"", HELD + "\"name\""));
    delete(WITH_UID);
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void anEvictionForAFaultThatIsOverIsFound() throws Exception {
    theScene();
    record("Evict", "FAULTY_POD");
    evict();
    assertFound("for a fault that is over");
  }

  @ParameterizedTest
  @CsvSource({
    "apps/v1, StatefulSet, Delete, deletes a pod of a apps/StatefulSet without proof",
    "example.dev/v1, Herd, Delete, deletes a pod of a example.dev/Herd without proof",
  })
  void aDeleteOfWhatIsNotReplaceableIsFound(
      String apiVersion, String kind, String action, String misdeed) throws Exception {
    theSceneOfALoss();
    others("patch", "pods/status", "p", "{}", ofKind(apiVersion, kind));
    mark("n1");
    record(action, "LOST_NODE");
    delete(WITH_UID);
    assertFound(misdeed);
  }

  @Test
  void anEvictionOfAnUnknownControllersPodIsFound() throws Exception {
    theSceneOfAnIllPod();
    var ill =
        ofKind("example.dev/v1", "Herd")
            .replace("\"Ready\",\"status\":\"True\"", "\"Ready\",\"status\":\"False\"");
    others("patch", "pods/status", "p", "{}", ill);
    record("Evict", "FAULTY_POD");
    evict();
    assertFound("removes a pod of a controller of kind example.dev/Herd");
  }

  private static String ofKind(String apiVersion, String kind) {
    return pod("p", "n1", true).replace("apps/v1", apiVersion).replace("ReplicaSet", kind);
  }

  @Test
  void aDeleteWithoutProofOfAWriterIsFound() throws Exception {
    var volume = "\"spec\":{\"volumes\":[{\"persistentVolumeClaim\":{\"claimName\":\"data\"}}],";
    theSceneOfALoss();
    others("patch", "pods/status", "p", "{}", pod("p", "n1", true).replace("\"spec\":{", volume));
    mark("n1");
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    assertFound("without proof that writes to [data]");
  }

  @Test
  void aMarkThatIsTakenOffALostNodeIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    second += 20;
    unmark("n1");
    assertFound("takes its mark off node 'n1', which is down");
  }

  private void unmark(String node) throws Exception {
    var unmark =
        "[{\"op\":\"replace\",\"path\":\"/metadata/resourceVersion\",\"value\":\"7\"},"
            + "{\"op\":\"remove\",\"path\":\"/metadata/annotations/holdfast.dev~1marked\"}]";
    operator("patch", "nodes", node, unmark, bare(node));
  }

  @Test
  void aMarkThatIsTakenOffANodeWithoutPodsOfAPolicyIsNotHeldAgainstIt() throws Exception {
    theSceneOfALoss();
    mark("n1");
    second += 20;
    others("delete", "highavailabilitypolicies", "web", "{}", "{}");
    unmark("n1");
    assertThat(oracle.violations()).isEmpty();
  }

  private static String bare(String node) {
    return """
    {"metadata":{"name":"%s"},"spec":{},"status":{"conditions":[{"type":"Ready","status":"Unknown"}]}}\
    """
        .formatted(node);
  }

  @Test
  void aRemovalThatIsPlannedBeforeTheTaintIsFound() throws Exception {
    theSceneOfALoss();
    status(intent("1", "Delete", "LOST_NODE").replace("\"id\"", "\"node\":\"n1\",\"id\""));
    assertFound("plans to empty node 'n1' before it bears our taint");
  }

  @Test
  void aRemovalThatIsPlannedForAPolicyThatHasLongBeenSuspendedIsFound() throws Exception {
    theSceneOfAnIllPod();
    others("update", "highavailabilitypolicies", "web", "{}", policy("Suspended", "web", "[]"));
    second += 60;
    suspended(intent("1", "Evict", "FAULTY_POD"));
    assertFound("plans for a policy that does not enforce");
  }

  @Test
  void aRemovalThatIsPlannedRightAfterItsPolicyWasSuspendedIsRight() throws Exception {
    theSceneOfAnIllPod();
    others("update", "highavailabilitypolicies", "web", "{}", policy("Suspended", "web", "[]"));
    second += 5;
    suspended(intent("1", "Evict", "FAULTY_POD"));
    assertThat(oracle.violations()).isEmpty();
  }

  private void suspended(String intents) throws Exception {
    var policy = policy("Suspended", "web", intents);
    operator("update", "highavailabilitypolicies/status", "web", "{}", policy);
  }

  @Test
  void aRemovalThatIsPlannedOfAPodThatWasVetoedLongAgoIsFound() throws Exception {
    theSceneOfAnIllPod();
    others(
        "patch", "pods", "p", "{}", pod("p", "n1", false).replace("\"name\"", HELD + "\"name\""));
    second += 60;
    record("Evict", "FAULTY_POD");
    assertFound("plans to act on a vetoed pod");
  }

  @Test
  void aDeedThatIsBookedAndWasNotDoneIsFound() throws Exception {
    theSceneOfALoss();
    mark("n1");
    status(intent("1", "Delete", "LOST_NODE").replace("\"id\"", "\"incident\":\"i\",\"id\""));
    var booked =
        policy("Enforce", "web", "[]")
            .replace("\"intents\"", "\"incidents\":[{\"id\":\"i\",\"acts\":1}],\"intents\"");
    operator("update", "highavailabilitypolicies/status", "web", "{}", booked);
    assertFound("books that it removed a pod that stands");
  }

  @Test
  void whoGoesOnWritingToAnOldVersionIsFound() throws Exception {
    theScene();
    for (int n = 0; n < 3; n++) conflict();
    assertThat(oracle.violations()).isEmpty();
    conflict();
    assertFound("writes again to a version that it knows to be an old one");
  }
}
