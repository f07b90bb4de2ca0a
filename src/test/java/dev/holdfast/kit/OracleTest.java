package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle lets pass what an operator must do, and finds each call that it must not make. */
class OracleTest extends OracleScene {
  OracleTest(@TempDir Path folder) {
    super(folder);
  }

  @Test
  void aRecordedDeleteOnAMarkedLostNodeIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    record("Delete", "LOST_NODE");
    delete(WITH_UID);
    record();
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void aRecordedForcedDeleteOnAConfirmedNodeIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    node("n1", "Unknown", true, "b1");
    record("ForceDelete", "LOST_NODE");
    others("patch", "pods/status", "p", "{}", pod("p", "n1", true));
    delete(FORCED);
    assertThat(oracle.violations()).isEmpty();
  }

  /** A small pod is created faster than the log is written. */
  @Test
  void aForcedDeleteThatIsLoggedAfterItsSuccessorCameIsRight() throws Exception {
    theSceneOfALoss();
    mark("n1");
    node("n1", "Unknown", true, "b1");
    record("ForceDelete", "LOST_NODE");
    int sent = second;
    var successor = pod("p", "", false).replace("u-p", "u-p2");
    others(
        "create", "pods", "p", "{}", successor.replace("uid\"", "resourceVersion\":\"9\",\"uid\""));
    line(OperatorAccount.USER, "delete", "pods", "p", FORCED, pod("p", "n1", true), sent, second);
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void aRecordedEvictionAboveMinAvailableIsRight() throws Exception {
    theSceneOfAnIllPod();
    record("Evict", "FAULTY_POD");
    evict();
    assertThat(oracle.violations()).isEmpty();
  }

  /** Nobody can look and call at once. */
  @Test
  void aRemovalThatComesRightAfterThatOfAnotherIsRight() throws Exception {
    theSceneOfAnIllPod();
    record("Evict", "FAULTY_POD");
    others("create", "pods/eviction", "p", "{}", "{}");
    evict();
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void whatOthersDoIsTheirs() throws Exception {
    theScene();
    others("delete", "pods", "p", "{}", pod("p", "n1", true));
    others("patch", "nodes", "n1", "{}", node("n1", "True", false, ""));
    assertThat(oracle.violations()).isEmpty();
  }

  @Test
  void theLogIsReadOnAsItGrows() throws Exception {
    theSceneOfALoss();
    assertThat(oracle.violations()).isEmpty();
    operator("patch", "deployments", "web", "{}", "{}");
    assertThat(oracle.violations()).hasSize(1);
    assertThat(oracle.violations()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          delete | pods          | {"kind":"DeleteOptions"}
          create | pods/eviction | {"deleteOptions":{}}
          patch  | pods/status   | {"metadata":{"uid":"u"},"status":{"conditions":[{"type":"Ready"}]}}
          patch  | pods/status   | {"metadata":{"uid":"u"},"status":{"phase":"Failed"}}
          patch  | pods          | {"metadata":{"labels":{}}}
          patch  | nodes         | [{"op":"add","path":"/spec/taints","value":[{"key":"holdfast.dev/unhealthy"}]}]
          update | nodes         | {}
          patch  | deployments   | {}
          delete | deployments   | {}
          create | pods          | {}
          update | leases        | {}
          """)
  void whatTheOperatorMustNotSendIsFound(String verb, String resource, String body)
      throws Exception {
    operator(verb, resource, "x", body, "{}");
    assertThat(oracle.violations()).isNotEmpty();
  }

  @Test
  void aTaintWithoutTheMarkBesideItIsFound() throws Exception {
    theSceneOfALoss();
    var patch =
        """
        [{"op":"replace","path":"/metadata/resourceVersion","value":"7"},
        {"op":"add","path":"/spec/taints","value":[%s]}]\
        """;
    operator("patch", "nodes", "n1", patch.formatted(TAINT), node("n1", "Unknown", false, ""));
    assertFound("without the mark beside it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          /spec/unschedulable                | true
          /spec/taints/-                     | {"key":"node.kubernetes.io/unreachable"}
          /metadata/annotations/team~1note   | "x"
          /metadata/labels/zone              | "a"
          """)
  void whatANodePatchMustNotTouchIsFound(String path, String value) throws Exception {
    theSceneOfALoss();
    var patch = MARK.replace("]}]", "]},{\"op\":\"add\",\"path\":\"%s\",\"value\":%s}]");
    operator("patch", "nodes", "n1", patch.formatted(path, value), marked("n1"));
    assertFound(path);
  }
}
