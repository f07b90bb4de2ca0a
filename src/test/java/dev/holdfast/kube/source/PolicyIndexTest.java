package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kube.source.PolicyIndex.Entry;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Selector;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyIndexTest {
  private final PolicyIndex index = new PolicyIndex();

  {
    index.replace(List.of(policy("n", "web"), policy("n", "db"), policy("other", "web")));
  }

  private static Entry policy(String namespace, String app) {
    var selector = Selector.ofLabels(Map.of("app", app));
    return new Entry(namespace, app, namespace + app, Instant.EPOCH, selector, "Enforce");
  }

  private static PodSignal pod(String app) {
    var yaml = "metadata: {namespace: n, name: a, labels: {app: %s}}".formatted(app);
    return new PodReader().read(Recorded.yaml(yaml, Pod.class), null, Instant.EPOCH);
  }

  @Test
  void aPodIsSelectedInItsNamespaceOnly() {
    assertThat(index.selecting(pod("web"))).extracting(Entry::uid).containsExactly("nweb");
  }

  @Test
  void aPodThatChangesItsLabelsTouchesThePoliciesOfBoth() {
    assertThat(index.touchedBy(pod("web"), pod("db"))).extracting(Entry::name)
        .containsExactly("web", "db");
    assertThat(index.touchedBy(pod("web"), pod("web"))).hasSize(1);
    assertThat(index.touchedBy(pod("web"), null)).hasSize(1);
    assertThat(index.touchedBy(null, pod("web"))).hasSize(1);
    assertThat(index.touchedBy(null, null)).isEmpty();
  }

  @Test
  void whatIsReplacedIsForgotten() {
    index.replace(List.of());
    assertThat(index.selecting(pod("web"))).isEmpty();
  }
}
