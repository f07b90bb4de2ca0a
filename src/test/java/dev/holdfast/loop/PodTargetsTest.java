package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.kube.source.NodeReader;
import dev.holdfast.kube.source.PodReader;
import dev.holdfast.kube.source.QuietSources;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
              addresses: [{type: InternalIP, address: 10.0.0.1}]
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
    assertThat(asked().getFirst()).isEqualTo("u-web 10.1.0.7:8080 Grpc every PT5S");
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
          podIP: 10.0.0.1 | podIP: 10.1.0.7
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

  private void put(String pod) {
    quiet.put(new PodReader().read(Serialization.unmarshal(pod, Pod.class), null, NOW));
  }

  private void policy(String name, int age, String spec) throws IOException {
    var read =
        YAML.readValue("{selector: {matchLabels: {app: web}}, " + spec + "}", PolicySpec.class);
    var key = new PolicyKey("shop", name, "u-" + name, NOW.plusSeconds(age), 1);
    quiet.put(new KnownPolicy(key, read, read.selector().toSelector(), null));
  }

  private List<String> asked() {
    return new PodTargets(quiet.sources, new Acceptance("holdfast-system", false))
        .all()
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
