package dev.holdfast.deploy;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.OperatorConfig;
import dev.holdfast.kit.Installation;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What whoever installs Holdfast may rely on, as far as the manifest alone shows it. */
class ManifestTest {
  private static final String OUR_TAINT = "holdfast.dev/unhealthy";
  private static final String JAVA_TOOL_OPTIONS = "JAVA_TOOL_OPTIONS";
  private static final Pattern RULE = Pattern.compile("^ *- apiGroups: .*");

  private static String text;
  private static List<HasMetadata> objects;

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(InstallManifest.FILE);
    objects = Installation.objects();
  }

  @Test
  void noRuleHasAWildcardOrReadsSecrets() {
    assertThat(rules())
        .isNotEmpty()
        .allSatisfy(
            rule ->
                assertThat(List.of(rule.getApiGroups(), rule.getResources(), rule.getVerbs()))
                    .noneMatch(words -> words.contains("*") || words.contains("secrets")));
  }

  @Test
  void eachRuleSaysWhyItIsThere() {
    var lines = text.lines().toList();
    for (int i = 1; i < lines.size(); i++) {
      if (RULE.matcher(lines.get(i)).matches()) {
        assertThat(lines.get(i - 1).strip()).as("above line " + (i + 1)).startsWith("# ");
      }
    }
    assertThat(lines.stream().filter(RULE.asMatchPredicate())).hasSameSizeAs(rules());
  }

  @Test
  void threeReplicasAreSpreadAndOutliveADrain() {
    var spec = deployment().getSpec();
    assertThat(spec.getReplicas()).isEqualTo(3);
    assertThat(pod().getTopologySpreadConstraints())
        .extracting("topologyKey")
        .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    assertThat(objects).extracting(HasMetadata::getKind).contains("PodDisruptionBudget");
  }

  @Test
  void noReplicaStaysOnADeadNodeOrGoesToOneThatHoldfastItselfMarked() {
    assertThat(pod().getTolerations())
        .filteredOn(t -> "NoExecute".equals(t.getEffect()))
        .extracting(Toleration::getKey)
        .containsExactly("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable");
    assertThat(pod().getTolerations())
        .filteredOn(t -> "NoExecute".equals(t.getEffect()))
        .allSatisfy(t -> assertThat(t.getTolerationSeconds()).isBetween(1L, 60L));
    assertThat(pod().getTolerations())
        .allSatisfy(t -> assertThat(t.getKey()).isNotBlank().isNotEqualTo(OUR_TAINT));
  }

  @Test
  void everySettingThatItNamesIsOne() {
    var env =
        container().getEnv().stream()
            .map(EnvVar::getName)
            .filter(name -> name.startsWith("HOLDFAST_"))
            .collect(toSet());
    assertThat(env)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(OperatorConfig.help()).contains(name));
  }

  @Test
  void itsFlagsOfTheJvmStartOneAndDoNotStopOneThatDoesNotKnowThem() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var builder = new ProcessBuilder(java, "-XX:+OfAJdkThatIsNotBornYet", "-version");
    builder.environment().put(JAVA_TOOL_OPTIONS, env(JAVA_TOOL_OPTIONS));
    assertThat(builder.redirectErrorStream(true).start().waitFor()).isZero();
  }

  private static String env(String name) {
    return container().getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .map(EnvVar::getValue)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void itsProbesAskForWhatHoldfastServes() {
    var container = container();
    var asked =
        Stream.of(
                container.getStartupProbe(),
                container.getReadinessProbe(),
                container.getLivenessProbe())
            .map(probe -> probe.getHttpGet().getPath());
    assertThat(asked).containsExactly("/startupz", "/readyz", "/livez");
    assertThat(container.getPorts())
        .singleElement()
        .satisfies(port -> assertThat(port.getContainerPort()).isEqualTo(8080));
  }

  @Test
  void theDocumentTellsWhichPortsAreOpenAndToWhom() throws IOException {
    var policy =
        objects.stream()
            .filter(NetworkPolicy.class::isInstance)
            .map(NetworkPolicy.class::cast)
            .findFirst()
            .orElseThrow()
            .getSpec();
    var told =
        Files.readAllLines(Path.of("docs", "installing.md")).stream()
            .filter(line -> line.startsWith("| NetworkPolicy |"))
            .findFirst()
            .orElseThrow();
    var in = policy.getIngress().stream().flatMap(rule -> rule.getPorts().stream());
    var out = policy.getEgress().stream().flatMap(rule -> rule.getPorts().stream());
    assertThat(Stream.concat(in, out).map(port -> String.valueOf(port.getPort().getIntVal())))
        .isNotEmpty()
        .allMatch(port -> told.matches(".*\\b" + port + "\\b.*"));
    assertThat(policy.getIngress()).allMatch(rule -> rule.getFrom().isEmpty());
    var toPods = policy.getEgress().stream().filter(rule -> !rule.getTo().isEmpty()).toList();
    assertThat(toPods).hasSize(1).allMatch(rule -> rule.getPorts().isEmpty());
    assertThat(told).contains("from anywhere", "to any address", "to every port of pods");
  }

  private static List<PolicyRule> rules() {
    return objects.stream()
        .flatMap(
            object ->
                switch (object) {
                  case ClusterRole role -> role.getRules().stream();
                  case Role role -> role.getRules().stream();
                  default -> Stream.empty();
                })
        .toList();
  }

  private static Deployment deployment() {
    return objects.stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private static PodSpec pod() {
    return deployment().getSpec().getTemplate().getSpec();
  }

  private static Container container() {
    return pod().getContainers().getFirst();
  }
}
