package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The oracle lets pass what an operator must do, and finds each thing that it must not. */
class OracleTest {
  private static final String TAINTED =
      """
      {"metadata":{"name":"n1"},"spec":{"taints":[{"key":"holdfast.dev/unhealthy","effect":"NoSchedule"}]},
      "status":{"nodeInfo":{"bootID":"b1"}}}\
      """;
  private static final String CONFIRMED =
      TAINTED.replace(
          "{\"name\":\"n1\"}",
          "{\"name\":\"n1\",\"annotations\":{\"holdfast.dev/confirmed-dead\":\"b1\"}}");
  private static final String MARK =
      """
      [{"op":"replace","path":"/metadata/resourceVersion","value":"7"},
      {"op":"add","path":"/metadata/annotations/holdfast.dev~1marked","value":"Lost"},
      {"op":"add","path":"/spec/taints","value":[{"key":"holdfast.dev/unhealthy","effect":"NoSchedule"}]}]\
      """;
  private static final String POD =
      "{\"metadata\":{\"name\":\"p\"},\"spec\":{\"nodeName\":\"n1\"}}";
  private static final String WITH_UID = "{\"preconditions\":{\"uid\":\"u\"}}";
  private static final String FORCED =
      "{\"preconditions\":{\"uid\":\"u\"},\"gracePeriodSeconds\":0}";

  private final Path log;
  private final Oracle oracle;

  OracleTest(@TempDir Path folder) {
    this.log = folder.resolve("audit.log");
    this.oracle = new Oracle(log);
  }

  @Test
  void aDeleteAfterTheTaintIsRight() throws Exception {
    assertThat(
            after(
                operator("patch", "nodes", "n1", MARK, TAINTED),
                operator("delete", "pods", "p", WITH_UID, POD)))
        .isEmpty();
  }

  @Test
  void aDeleteBeforeTheTaintIsFound() throws Exception {
    assertThat(
            after(
                operator("delete", "pods", "p", WITH_UID, POD),
                operator("patch", "nodes", "n1", MARK, TAINTED)))
        .singleElement()
        .asString()
        .contains("without our taint");
  }

  @Test
  void aDeleteAfterTheTaintWentIsFound() throws Exception {
    assertThat(
            after(
                operator("patch", "nodes", "n1", MARK, TAINTED),
                kubelet("{\"spec\":{}}"),
                operator("delete", "pods", "p", WITH_UID, POD)))
        .hasSize(1);
  }

  @Test
  void aForcedDeleteNeedsTheWordForThisBoot() throws Exception {
    assertThat(after(kubelet(CONFIRMED), operator("delete", "pods", "p", FORCED, POD))).isEmpty();
    assertThat(
            after(
                kubelet(CONFIRMED.replace("bootID\":\"b1", "bootID\":\"b2")),
                operator("delete", "pods", "p", FORCED, POD)))
        .singleElement()
        .asString()
        .contains("nobody confirmed dead");
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
    assertThat(after(kubelet(TAINTED), operator(verb, resource, "x", body, "{}"))).isNotEmpty();
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
    var patch = MARK.replace("]}]", "]},{\"op\":\"add\",\"path\":\"%s\",\"value\":%s}]");
    assertThat(after(operator("patch", "nodes", "n1", patch.formatted(path, value), TAINTED)))
        .singleElement()
        .asString()
        .contains(path);
  }

  @Test
  void whatOthersDoIsTheirs() throws Exception {
    assertThat(after(operator("delete", "pods", "p", "{}", POD).replace("holdfast-system", "x")))
        .isEmpty();
  }

  @Test
  void theLogIsReadOnAsItGrows() throws Exception {
    assertThat(after(operator("patch", "nodes", "n1", MARK, TAINTED))).isEmpty();
    assertThat(after(operator("delete", "pods", "p", WITH_UID, POD))).isEmpty();
    assertThat(after(operator("delete", "pods", "p", "{}", POD))).hasSize(1);
    assertThat(after()).hasSize(1);
  }

  private List<String> after(String... lines) throws Exception {
    for (var line : lines) {
      Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
    return oracle.violations();
  }

  private static String operator(
      String verb, String resource, String name, String request, String response) {
    return line(OperatorAccount.USER, verb, resource, name, request, response);
  }

  private static String kubelet(String response) {
    return line("system:node:n1", "patch", "nodes/status", "n1", "{}", response);
  }

  private static String line(
      String user, String verb, String resource, String name, String request, String response) {
    var path = resource.split("/", 2);
    return """
    {"requestReceivedTimestamp":"2026-01-01T00:00:00Z","stageTimestamp":"2026-01-01T00:00:01Z",
    "verb":"%s","user":{"username":"%s"},"objectRef":{"resource":"%s","subresource":"%s",
    "namespace":"shop","name":"%s"},"responseStatus":{"code":200},
    "requestObject":%s,"responseObject":%s}\
    """
        .formatted(verb, user, path[0], path.length > 1 ? path[1] : "", name, request, response)
        .replace("\n", "");
  }
}
