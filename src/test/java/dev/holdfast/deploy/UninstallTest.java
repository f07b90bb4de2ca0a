package dev.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.deploy.FakeKubectl.Ran;
import dev.holdfast.kit.Installation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What deploy/uninstall.sh makes of a cluster that is not as one would wish. */
class UninstallTest {
  private static final String SCRIPT = "deploy/uninstall.sh";
  private static final String POLICIES = "highavailabilitypolicies.holdfast.dev";
  private static final String NODE_POLICIES = "nodehealthpolicies.holdfast.dev";
  private static final String UNTAINT = "taint node %s holdfast.dev/unhealthy:NoSchedule-";
  private static final String UNMARK = "annotate node %s holdfast.dev/marked-";

  @TempDir private Path folder;
  private FakeKubectl kubectl;
  private Path kept;

  @BeforeEach
  void defineBothKinds() throws IOException {
    kubectl = new FakeKubectl(folder);
    kept = folder.resolve("kept.yaml");
    define(POLICIES, true);
    define(NODE_POLICIES, true);
    have(POLICIES, policy("web"), policy("db"));
    have(NODE_POLICIES, policy("nodes").replace("HighAvailability", "NodeHealth"));
  }

  private void define(String kind, boolean there) throws IOException {
    var name = "customresourcedefinition.apiextensions.k8s.io/" + kind + "\n";
    kubectl.answer("get --ignore-not-found -o name crd " + kind, 0, there ? name : "");
    if (!there) kubectl.answer("get " + kind + "*", 1, "the server doesn't have a resource type");
  }

  private void have(String kind, String... policies) throws IOException {
    var items = policies.length == 0 ? "items: []\n" : "items:\n" + String.join("", policies);
    kubectl.answer(
        "get " + kind + "*",
        0,
        "apiVersion: v1\n" + items + "kind: List\nmetadata:\n  resourceVersion: \"\"\n");
  }

  private static String policy(String name) {
    return """
    - apiVersion: holdfast.dev/v1alpha1
      kind: HighAvailabilityPolicy
      metadata:
        creationTimestamp: "2030-01-01T00:00:00Z"
        name: %s
        namespace: shop
        resourceVersion: "7"
        uid: u-%s
      spec:
        selector:
          matchLabels:
            app: %s
      status:
        faults: 1
    """
        .formatted(name, name, name);
  }

  private Ran uninstall() throws Exception {
    return kubectl.run(Map.of(), SCRIPT, kept.toString());
  }

  private List<String> changes() throws IOException {
    return kubectl.calls().stream().filter(call -> !call.startsWith("get ")).toList();
  }

  @Test
  void policiesOfBothKindsAreKeptWithoutWhatIsNotTheirs() throws Exception {
    assertThat(uninstall().code()).isZero();

    assertThat(Files.readString(kept))
        .contains("name: web", "name: db", "name: nodes", "app: web")
        .doesNotContain("status", "uid:", "resourceVersion: \"7\"", "creationTimestamp");
  }

  @Test
  void aDefinitionThatIsMissingCostsNoPoliciesOfTheOther() throws Exception {
    define(NODE_POLICIES, false);

    assertThat(uninstall().code()).isZero();

    assertThat(Files.readString(kept)).contains("name: web", "name: db");
  }

  @Test
  void whereTheClusterGivesNoAnswerNothingIsTakenAway() throws Exception {
    kubectl.answer("get * crd " + NODE_POLICIES, 1, "connection refused");

    assertThat(uninstall().code()).isNotZero();

    assertThat(changes()).isEmpty();
  }

  @Test
  void aFileWithOtherPoliciesIsNotWrittenOver() throws Exception {
    Files.writeString(kept, policy("of-another-cluster"));

    var ran = uninstall();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.printed()).contains("has policies in it already", "OVERWRITE=yes");
    assertThat(Files.readString(kept)).isEqualTo(policy("of-another-cluster"));
    assertThat(changes()).isEmpty();
  }

  @Test
  void itIsWrittenOverWhenThatIsSaid() throws Exception {
    Files.writeString(kept, policy("of-another-cluster"));

    var ran = kubectl.run(Map.of("OVERWRITE", "yes"), SCRIPT, kept.toString());

    assertThat(ran.code()).isZero();
    assertThat(Files.readString(kept)).contains("name: web").doesNotContain("of-another-cluster");
  }

  @Test
  void aRunAfterOneThatWasInterruptedKeepsWhatThatOneKept() throws Exception {
    uninstall();
    var whole = Files.readString(kept);
    have(POLICIES, policy("db").replace("\"7\"", "\"8\""));

    assertThat(uninstall().code()).isZero();
    assertThat(Files.readString(kept)).isEqualTo(whole);
    assertThat(changes()).anyMatch(call -> call.startsWith("delete "));
  }

  @Test
  void aRunOnAClusterThatHasNoneLeftKeepsTheFile() throws Exception {
    uninstall();
    var whole = Files.readString(kept);
    define(POLICIES, false);
    have(NODE_POLICIES);

    var ran = uninstall();

    assertThat(ran.code()).isZero();
    assertThat(ran.printed()).contains("Your policies are kept in " + kept);
    assertThat(Files.readString(kept)).isEqualTo(whole);
  }

  @Test
  void whereThereAreNoPoliciesNoFileIsWritten() throws Exception {
    have(POLICIES);
    have(NODE_POLICIES);

    assertThat(uninstall().printed()).doesNotContain("are kept");

    assertThat(kept).doesNotExist();
  }

  @Test
  void itsRightsGoBeforeAllElse() throws Exception {
    uninstall();

    var calls = changes();
    var before = calls.subList(0, calls.indexOf(manifest(calls)));
    assertThat(before).allMatch(call -> call.contains("rolebinding"));
    assertThat(bindings())
        .isNotEmpty()
        .allSatisfy(binding -> assertThat(before).anyMatch(call -> takes(call, binding)));
  }

  private static String manifest(List<String> calls) {
    return calls.stream().filter(call -> call.endsWith("install.yaml")).findFirst().orElseThrow();
  }

  private static List<HasMetadata> bindings() throws IOException {
    return Installation.objects().stream()
        .filter(object -> object instanceof ClusterRoleBinding || object instanceof RoleBinding)
        .toList();
  }

  private static boolean takes(String call, HasMetadata binding) {
    var words = Arrays.stream(call.split(" ")).collect(Collectors.toSet());
    var namespace = binding.getMetadata().getNamespace();
    return words.contains(binding.getKind().toLowerCase(Locale.ROOT))
        && words.contains(binding.getMetadata().getName())
        && (namespace == null || words.contains(namespace));
  }

  private void mark(String... nodes) throws IOException {
    var mark = "%s\tNodeLost; taint=own; since=2030-01-01T00:00:00Z\n";
    var marked = Arrays.stream(nodes).map(mark::formatted).collect(Collectors.joining());
    kubectl.answer("get nodes *", 0, marked + "bare\t\nother\tNodeLost; taint=foreign\n");
  }

  @Test
  void aMarkGoesAfterItsTaint() throws Exception {
    mark("n1");

    assertThat(uninstall().code()).isZero();

    assertThat(changes())
        .containsSubsequence(UNTAINT.formatted("n1"), UNMARK.formatted("n1"))
        .contains(UNMARK.formatted("other"))
        .doesNotContain(UNTAINT.formatted("other"), UNMARK.formatted("bare"));
  }

  @Test
  void aMarkStaysWhereItsTaintCannotBeTakenOffAndTheNodeIsNamed() throws Exception {
    mark("n1", "n2");
    kubectl.answer(UNTAINT.formatted("n1"), 1, "admission webhook denied the request\n");
    kubectl.answer("get --ignore-not-found node n1 *", 0, "NoSchedule");

    var ran = uninstall();

    assertThat(ran.code()).isEqualTo(1);
    assertThat(ran.printed()).contains("not from these nodes: n1.").doesNotContain("is gone. ");
    assertThat(changes())
        .doesNotContain(UNMARK.formatted("n1"))
        .contains(UNMARK.formatted("n2"), UNMARK.formatted("other"));
  }

  @Test
  void aTaintThatIsGoneAlreadyKeepsNoMark() throws Exception {
    mark("n1");
    kubectl.answer(UNTAINT.formatted("n1"), 1, "taint not found\n");
    kubectl.answer("get --ignore-not-found node n1 *", 0, "NoExecute");

    assertThat(uninstall().code()).isZero();

    assertThat(changes()).contains(UNMARK.formatted("n1"));
  }
}
