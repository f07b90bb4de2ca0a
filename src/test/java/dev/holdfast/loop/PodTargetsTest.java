package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.kube.source.NodeReader;
import dev.holdfast.kube.source.PodReader;
import dev.holdfast.kube.source.QuietSources;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodTargetsTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final String WEB =
      """
      metadata: {namespace: shop, name: web, uid: u-web, labels: {app: web}}
      spec: {containers: [{ports: [{name: http, containerPort: 8080}]}]}
      status: {phase: Running, podIP: 10.1.0.7}
      """;

  private final QuietSources quiet = new QuietSources(() -> NOW);

  @BeforeEach
  void aNode() {
    var node =
        Serialization.unmarshal(
            """
            metadata: {name: n, uid: u-n}
            status:
              addresses:
              - {type: InternalIP, address: 10.0.0.1}
              - {type: InternalIP, address: "fd00::1"}
              - {type: ExternalIP, address: 1.2.3.4}
              daemonEndpoints: {kubeletEndpoint: {Port: 10250}}
            """,
            Node.class);
    quiet.put(new NodeReader().read(node, null, NOW));
  }

  @AfterEach
  void close() {
    quiet.close();
  }

  @Test
  void aSelectedPodIsAskedOnThePortThatItDeclaresByNumberOrByName() throws IOException {
    put(WEB);
    policy("web", 1, "detection: {probe: {httpGet: {port: http, path: /up}}}");
    assertThat(asked()).containsExactly("u-web 10.1.0.7:8080 HttpGet every PT1S");
  }

  @Test
  void theOldestPolicyThatWantsItsPodsAskedSaysWhat() throws IOException {
    put(WEB);
    policy("young", 2, "detection: {probe: {tcpSocket: {port: 8080}}}");
    policy("old", 1, "detection: {probe: {grpc: {port: 8080}, period: 5s}}");
    policy("silent", 0, "mode: Enforce");
    assertThat(asked()).containsExactly("u-web 10.1.0.7:8080 Grpc every PT5S");
  }

  @ParameterizedTest(name = "{0} instead of {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          podIP: 127.0.0.1 | podIP: 10.1.0.7
          podIP: 169.254.169.254 | podIP: 10.1.0.7
          podIP: 224.0.0.1 | podIP: 10.1.0.7
          podIP: 0.0.0.0 | podIP: 10.1.0.7
          podIP: "::1" | podIP: 10.1.0.7
          podIP: "::ffff:127.0.0.1" | podIP: 10.1.0.7
          podIP: "::ffff:169.254.169.254" | podIP: 10.1.0.7
          podIP: "::ffff:a9fe:a9fe" | podIP: 10.1.0.7
          podIP: "::127.0.0.1" | podIP: 10.1.0.7
          podIP: "64:ff9b::a9fe:a9fe" | podIP: 10.1.0.7
          podIP: "2002:a9fe:a9fe::1" | podIP: 10.1.0.7
          podIP: 10.0.0.1 | podIP: 10.1.0.7
          podIP: "::ffff:10.0.0.1" | podIP: 10.1.0.7
          podIP: "fd00:0:0::0001" | podIP: 10.1.0.7
          podIP: "fd00::1%eth0" | podIP: 10.1.0.7
          podIP: 1.2.3.4 | podIP: 10.1.0.7
          podIP: example.org | podIP: 10.1.0.7
          podIP: "10.1.0.0/24" | podIP: 10.1.0.7
          hostIP: 10.1.0.7 | podIP: 10.1.0.7
          hostNetwork: true, containers | containers
          containerPort: 9090 | containerPort: 8080
          app: api | app: web
          namespace: other | namespace: shop
          phase: Pending | phase: Running
          uid: u-web, deletionTimestamp: "2030-01-01T00:00:00Z" | uid: u-web
          """)
  void nobodyElseIsAsked(String instead, String of) throws IOException {
    put(WEB.replace(of, instead));
    policy("web", 1, "detection: {probe: {httpGet: {port: 8080}}}");
    assertThat(asked()).isEmpty();
  }

  @Test
  void aSuspendedPolicyAsksNobodyAndOneThatObservesDoes() throws IOException {
    put(WEB);
    policy("web", 1, "mode: Suspended, detection: {probe: {httpGet: {port: 8080}}}");
    assertThat(asked()).isEmpty();
    policy("web", 1, "mode: Observe, detection: {probe: {httpGet: {port: 8080}}}");
    assertThat(asked()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"::ffff:10.1.0.7, 10.1.0.7", "fd00:0:0::0007, fd00::7"})
  void aPodIsAskedAtTheAddressThatWasLookedAtHoweverItWasWritten(String written, String address)
      throws IOException {
    put(WEB.replace("10.1.0.7", '"' + written + '"'));
    policy("web", 1, "detection: {probe: {tcpSocket: {port: 8080}}}");
    assertThat(asked()).containsExactly("u-web " + address + ":8080 TcpSocket every PT1S");
  }

  @Test
  void aPodThatTheOldestPolicyCannotAskIsAskedForTheNext() throws IOException {
    put(WEB);
    policy("old", 1, "detection: {probe: {tcpSocket: {port: 9090}}}");
    policy("young", 2, "detection: {probe: {tcpSocket: {port: 8080}}}");
    assertThat(asked()).containsExactly("u-web 10.1.0.7:8080 TcpSocket every PT1S");
    assertThat(told()).containsOnly(entry("old", List.of()), entry("young", List.of("web")));
  }

  @Test
  void ofPoliciesThatDoNotCountNobodyIsAsked() throws IOException {
    put(WEB);
    for (int i = 0; i < 200; i++) policy("old-" + i, i, "mode: Observe");
    policy("young", 200, "detection: {probe: {tcpSocket: {port: 8080}}}");
    assertThat(asked()).isEmpty();
  }

  @Test
  void howeverManyPoliciesSelectAPodItIsAskedAndToldOfOnce() throws IOException {
    pods(500);
    for (int i = 0; i < 250; i++) {
      policy("old-" + i, i, "detection: {probe: {tcpSocket: {port: 8080}}}");
    }
    assertThat(claims().asked()).hasSize(500);
    assertThat(told().values().stream().mapToInt(List::size).sum()).isEqualTo(500);
  }

  @Test
  void aPodThatNobodyCanAskIsToldToOneOfItsPolicies() throws IOException {
    pods(3);
    for (int i = 0; i < 5; i++) {
      policy("p-" + i, i, "detection: {probe: {tcpSocket: {port: 9090}}}");
    }
    assertThat(told().values().stream().flatMap(List::stream))
        .containsExactlyInAnyOrder("web-0000", "web-0001", "web-0002");
    assertThat(told().get("p-0")).hasSize(3);
  }

  @Test
  void ofANamespaceWithTooManyPodsTheFirstByNameAreAsked() throws IOException {
    pods(PodClaims.MOST + 2);
    policy("old", 1, "detection: {probe: {tcpSocket: {port: 8080}}}");
    policy("young", 2, "detection: {probe: {tcpSocket: {port: 8080}}}");
    assertThat(claims().asked())
        .hasSize(PodClaims.MOST)
        .extracting(asked -> asked.target().id())
        .contains("u-web-1999")
        .doesNotContain("u-web-2000", "u-web-2001");
    assertThat(told().get("old")).as("they are told of as not asked").contains("web-2001");
  }

  private void pods(int count) {
    for (int i = 0; i < count; i++) {
      var name = "web-%04d".formatted(i);
      put(
          WEB.replace("name: web,", "name: " + name + ",")
              .replace("u-web", "u-" + name)
              .replace("10.1.0.7", "10.1.%d.%d".formatted(1 + i / 250, 1 + i % 250)));
    }
  }

  private void put(String pod) {
    quiet.put(new PodReader().read(Serialization.unmarshal(pod, Pod.class), null, NOW));
  }

  private void policy(String name, int age, String spec) throws IOException {
    var read =
        YAML.readValue("{selector: {matchLabels: {app: web}}, " + spec + "}", PolicySpec.class);
    var key = new PolicyKey("shop", name, "u-" + name, NOW.plusSeconds(age), 1);
    quiet.put(new KnownPolicy(key, read, read.selector().toSelector(), null));
  }

  private PodClaims claims() {
    return new PodTargets(quiet.sources, new Acceptance("holdfast-system", false)).claims();
  }

  /** Names of the pods that each policy is told of. */
  private Map<String, List<String>> told() {
    return claims().pods().entrySet().stream()
        .collect(
            Collectors.toMap(
                e -> e.getKey().key().name(),
                e -> e.getValue().stream().map(PodSignal::name).toList()));
  }

  private List<String> asked() {
    return claims().asked().stream()
        .map(Asked::target)
        .map(
            t ->
                "%s %s:%d %s every %s"
                    .formatted(
                        t.id(),
                        t.host(),
                        t.port(),
                        t.kind().getClass().getSimpleName(),
                        t.period()))
        .toList();
  }
}
