package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.signal.DeclaredPort;
import dev.holdfast.signal.NodeTerm;
import dev.holdfast.signal.PodShape;
import dev.holdfast.signal.Selector;
import dev.holdfast.signal.Selector.Operator;
import dev.holdfast.signal.TolerationSignal;
import io.fabric8.kubernetes.api.model.PodSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeReaderTest {
  private static final long MI = 1024L * 1024 * 1000;

  private static PodShape shape(String yaml) {
    return ShapeReader.read(Recorded.yaml(yaml, PodSpec.class));
  }

  static Stream<Arguments> soloUses() {
    return Stream.of(
        arguments("hostNetwork: true", Set.of("hostNetwork")),
        arguments("containers: [{ports: [{hostPort: 80, containerPort: 80}]}]", Set.of("hostPort")),
        arguments("initContainers: [{ports: [{hostPort: 80}]}]", Set.of("hostPort")),
        arguments("volumes: [{name: v, hostPath: {path: /x}}]", Set.of("hostPath")),
        arguments("volumes: [{name: v, nfs: {server: s, path: /x}}]", Set.of("nfs")),
        arguments("volumes: [{name: v, csi: {driver: d}}]", Set.of("csi")),
        arguments("volumes: [{name: v, rbd: {image: i}}]", Set.of("volume v")),
        arguments("volumes: [{name: v, inventedLater: {a: b}}]", Set.of("volume v")),
        arguments("volumes: [{name: v}]", Set.of("volume v")),
        arguments("volumes: [{name: v, emptyDir: {}}]", Set.of()),
        arguments("volumes: [{name: v, configMap: {name: c}}]", Set.of()),
        arguments("volumes: [{name: v, secret: {secretName: s}}]", Set.of()),
        arguments("volumes: [{name: v, projected: {}}]", Set.of()),
        arguments("volumes: [{name: v, downwardAPI: {}}]", Set.of()),
        arguments("volumes: [{name: v, image: {reference: r}}]", Set.of()),
        arguments("volumes: [{name: v, ephemeral: {}}]", Set.of()),
        arguments("volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]", Set.of()));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @MethodSource("soloUses")
  void whatTwoCopiesWouldShareIsNamed(String yaml, Set<String> uses) {
    assertThat(shape(yaml).soloUse()).isEqualTo(uses);
  }

  @Test
  void declaredPortsAreThoseOfTcp() {
    var shape =
        shape(
            """
            containers:
              - ports: [{name: http, containerPort: 8080}, {containerPort: 53, protocol: UDP}]
              - ports: [{containerPort: 9000, protocol: TCP}]
            """);
    assertThat(shape.ports())
        .isEqualTo(Set.of(new DeclaredPort("http", 8080), new DeclaredPort("", 9000)));
  }

  static Stream<Arguments> constraints() {
    var pods = "{requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: zone}]}";
    return Stream.of(
        arguments("affinity: {podAffinity: %s}".formatted(pods), Set.of("podAffinity")),
        arguments("affinity: {podAntiAffinity: %s}".formatted(pods), Set.of("podAntiAffinity")),
        arguments(
            "affinity: {podAntiAffinity: {preferredDuringSchedulingIgnoredDuringExecution:"
                + " [{weight: 1}]}}",
            Set.of()),
        arguments(
            "topologySpreadConstraints: [{topologyKey: zone, whenUnsatisfiable: DoNotSchedule}]",
            Set.of("topologySpreadConstraints")),
        arguments(
            "topologySpreadConstraints: [{topologyKey: zone, whenUnsatisfiable: ScheduleAnyway}]",
            Set.of()),
        arguments("resourceClaims: [{name: gpu}]", Set.of("resourceClaims")),
        arguments("schedulerName: other", Set.of("schedulerName")),
        arguments("schedulerName: default-scheduler", Set.of()),
        arguments("schedulingGroup: {podGroupName: g}", Set.of("schedulingGroup")),
        arguments(
            "volumes: [{name: v, persistentVolumeClaim: {claimName: c}}]",
            Set.of("persistentVolumeClaims")),
        arguments("nodeSelector: {disk: ssd}", Set.of()));
  }

  @ParameterizedTest(name = "{0} → {1}")
  @MethodSource("constraints")
  void constraintsThatCannotBeJudgedAreNamed(String yaml, Set<String> unjudged) {
    assertThat(shape(yaml).unjudged()).isEqualTo(unjudged);
  }

  static Stream<Arguments> requests() {
    return Stream.of(
        arguments("nothing asked", "containers: [{name: a}]", Map.of("pods", 1000L)),
        arguments(
            "containers add up",
            """
            containers:
            - {resources: {requests: {cpu: 100m, memory: 64Mi}}}
            - {resources: {requests: {cpu: "1"}}}
            """,
            Map.of("cpu", 1100L, "memory", 64 * MI, "pods", 1000L)),
        arguments(
            "init containers run one after the other",
            """
            initContainers:
            - {resources: {requests: {cpu: 300m}}}
            - {resources: {requests: {cpu: 200m, memory: 1Mi}}}
            containers: [{resources: {requests: {cpu: 100m}}}]
            """,
            Map.of("cpu", 300L, "memory", MI, "pods", 1000L)),
        arguments(
            "a sidecar runs beside those that come after it",
            """
            initContainers:
            - {resources: {requests: {cpu: 1000m}}}
            - {restartPolicy: Always, resources: {requests: {cpu: 100m}}}
            - {resources: {requests: {cpu: 950m}}}
            containers: [{resources: {requests: {cpu: 500m}}}]
            """,
            Map.of("cpu", 1050L, "pods", 1000L)),
        arguments(
            "overhead comes on top",
            """
            overhead: {cpu: 50m}
            containers: [{resources: {requests: {cpu: 100m}}}]
            """,
            Map.of("cpu", 150L, "pods", 1000L)),
        arguments(
            "the pod's own requests take the place of the sum",
            """
            resources: {requests: {cpu: 2000m}}
            overhead: {cpu: 50m}
            containers: [{resources: {requests: {cpu: 100m, memory: 1Mi}}}]
            """,
            Map.of("cpu", 2050L, "memory", MI, "pods", 1000L)),
        arguments(
            "amounts too large for a long count as the largest",
            "containers: [{resources: {requests: {memory: 100Ei}}}]",
            Map.of("memory", Long.MAX_VALUE, "pods", 1000L)),
        arguments(
            "nonsense counts as nothing",
            "containers: [{resources: {requests: {cpu: much}}}]",
            Map.of("cpu", 0L, "pods", 1000L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("requests")
  void requestsFollowTheSchedulersRule(String rule, String yaml, Map<String, Long> milli) {
    assertThat(shape(yaml).requests().milli()).isEqualTo(milli);
  }

  @Test
  void theStartupBudgetIsTheLongestOfItsProbes() {
    var yaml =
        """
        initContainers:
        - {restartPolicy: Always, startupProbe: {periodSeconds: 10, failureThreshold: 30}}
        - {startupProbe: {periodSeconds: 1000}}
        containers:
        - {startupProbe: {initialDelaySeconds: 5}}
        """;
    assertThat(shape(yaml).startupBudget()).isEqualTo(Duration.ofMinutes(5));
    assertThat(shape("containers: [{startupProbe: {initialDelaySeconds: 5}}]").startupBudget())
        .isEqualTo(Duration.ofSeconds(35));
    assertThat(shape("containers: [{name: a}]").startupBudget()).isNull();
  }

  @Test
  void requiredNodeAffinityIsKeptTermByTerm() {
    var shape =
        shape(
            """
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms:
                  - matchExpressions: [{key: zone, operator: In, values: [a, b]}]
                  - matchFields: [{key: metadata.name, operator: In, values: [n1]}]
            """);
    assertThat(shape.nodeTerms())
        .containsExactly(
            new NodeTerm(selector("zone", Operator.IN, "a", "b"), new Selector(List.of())),
            new NodeTerm(new Selector(List.of()), selector("metadata.name", Operator.IN, "n1")));
  }

  private static Selector selector(String key, Operator operator, String... values) {
    return new Selector(List.of(new Selector.Requirement(key, operator, Set.of(values))));
  }

  @Test
  void anUnknownNodeOperatorIsLeftToNobodysGuess() {
    var shape =
        shape(
            """
            affinity:
              nodeAffinity:
                requiredDuringSchedulingIgnoredDuringExecution:
                  nodeSelectorTerms: [{matchExpressions: [{key: k, operator: Near, values: [a]}]}]
            """);
    assertThat(shape.nodeTerms()).isEmpty();
    assertThat(shape.unjudged()).containsExactly("nodeAffinity");
  }

  @Test
  void tolerationsKeepTheirTime() {
    var shape =
        shape(
            "tolerations: [{key: k, operator: Exists, effect: NoExecute, tolerationSeconds: 0},"
                + " {}]");
    assertThat(shape.tolerations())
        .containsExactly(
            new TolerationSignal("k", "Exists", "", "NoExecute", Duration.ZERO),
            new TolerationSignal("", "", "", "", null));
  }
}
