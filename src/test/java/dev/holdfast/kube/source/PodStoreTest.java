package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Resources;
import dev.holdfast.signal.Selector;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PodStoreTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  private final List<String> heard = new ArrayList<>();
  private final Listeners listeners = new Listeners();
  private final StoreFeed feed = new StoreFeed(() -> NOW, listeners);

  {
    listeners.add(
        new Deaf() {
          @Override
          public void onPodChange(@Nullable PodSignal before, @Nullable PodSignal after) {
            heard.add(uid(before) + " → " + uid(after));
          }
        });
  }

  private static String uid(@Nullable PodSignal pod) {
    return pod == null ? "–" : pod.uid();
  }

  private static Pod pod(String name, String uid, String node, String phase) {
    return Recorded.yaml(
        """
        metadata:
          namespace: n
          name: %s
          uid: %s
          labels: {app: web}
          ownerReferences: [{kind: ReplicaSet, name: rs, uid: rs-uid, controller: true}]
        spec: {nodeName: %s, containers: [{resources: {requests: {cpu: 100m}}}]}
        status: {phase: %s}
        """
            .formatted(name, uid, node, phase),
        Pod.class);
  }

  private static List<String> names(List<PodSignal> pods) {
    return pods.stream().map(PodSignal::name).sorted().toList();
  }

  private List<PodSignal> all() {
    return feed.pods.selected("n", new Selector(List.of()));
  }

  @Test
  void aPodIsFoundByNamespaceNodeAndLabel() {
    feed.arrive(pod("a", "1", "n1", "Running"));
    feed.arrive(pod("b", "2", "n2", "Running"));
    feed.arrive(Recorded.yaml("metadata: {namespace: other, name: a, uid: x}", Pod.class));

    assertThat(names(all())).containsExactly("a", "b");
    assertThat(names(feed.pods.onNode("n1"))).containsExactly("a");
    assertThat(names(feed.pods.selected("n", Selector.ofLabels(Map.of("app", "web")))))
        .containsExactly("a", "b");
    assertThat(feed.pods.selected("n", Selector.ofLabels(Map.of("app", "db")))).isEmpty();
    assertThat(feed.pods.size()).isEqualTo(3);
  }

  @Test
  void aPodThatMovesOrGoesLeavesNothingBehind() {
    feed.arrive(pod("a", "1", "''", "Pending"));
    feed.arrive(pod("a", "1", "n1", "Running"));
    feed.leave(pod("a", "1", "n1", "Running"));

    assertThat(feed.pods.size()).isZero();
    assertThat(feed.pods.onNode("n1")).isEmpty();
    assertThat(all()).isEmpty();
    assertThat(feed.pods.requestedOn("n1")).isEqualTo(Resources.NONE);
    assertThat(heard).containsExactly("– → 1", "1 → 1", "1 → –");
  }

  @Test
  void aNamesakeTakesThePlaceAndIsToldAsAnotherPod() {
    feed.arrive(pod("a", "1", "n1", "Running"));
    feed.arrive(pod("a", "2", "n2", "Running"));

    assertThat(feed.pods.size()).isEqualTo(1);
    assertThat(feed.pods.find(new PodRef("n", "a", "1"))).isEmpty();
    assertThat(feed.pods.find(new PodRef("n", "a", "2"))).isPresent();
    assertThat(feed.pods.onNode("n1")).isEmpty();
    assertThat(heard).containsExactly("– → 1", "1 → –", "– → 2");
  }

  @Test
  void listingAgainTellsNothingNew() {
    feed.arrive(pod("a", "1", "n1", "Running"));
    heard.clear();
    feed.arrive(pod("a", "1", "n1", "Running"));
    assertThat(heard).isEmpty();
  }

  @Test
  void aPodThatIsNotKnownCanGoWithoutHarm() {
    feed.leave(pod("a", "1", "n1", "Running"));
    assertThat(heard).isEmpty();
  }

  @Test
  void aNodesLoadIsTheRequestsOfItsPodsThatHaveNotEnded() {
    feed.arrive(pod("a", "1", "n1", "Running"));
    feed.arrive(pod("b", "2", "n1", "Running"));
    assertThat(feed.pods.requestedOn("n1").milli()).isEqualTo(Map.of("cpu", 200L, "pods", 2000L));

    feed.arrive(pod("b", "2", "n1", "Succeeded"));
    assertThat(feed.pods.requestedOn("n1").milli()).isEqualTo(Map.of("cpu", 100L, "pods", 1000L));
  }

  @Test
  void answersDoNotChangeAfterwards() {
    feed.arrive(pod("a", "1", "n1", "Running"));
    var all = all();
    var onNode = feed.pods.onNode("n1");
    feed.leave(pod("a", "1", "n1", "Running"));

    assertThat(all).hasSize(1);
    assertThat(onNode).hasSize(1);
  }

  /** The indexes and sums are kept incrementally; here they are held against a plain recount. */
  @Test
  void afterAnyHistoryTheIndexesEqualARecount() {
    var random = new Random(7);
    for (int i = 0; i < 1_500; i++) {
      var pod =
          pod(
              "p" + random.nextInt(30),
              "u" + random.nextInt(60),
              random.nextInt(4) == 0 ? "''" : "n" + random.nextInt(4),
              random.nextInt(5) == 0 ? "Failed" : "Running");
      if (random.nextInt(4) == 0) feed.leave(pod);
      else feed.arrive(pod);
    }
    var all = all();
    assertThat(all).isNotEmpty().hasSize(feed.pods.size());
    for (var node : List.of("n0", "n1", "n2", "n3")) {
      assertThat(names(feed.pods.onNode(node))).isEqualTo(names(bound(all, node).toList()));
      long counted = bound(all, node).filter(p -> !p.phase().isTerminal()).count();
      assertThat(feed.pods.requestedOn(node).milli().getOrDefault("pods", 0L))
          .isEqualTo(1000 * counted);
    }
  }

  private static Stream<PodSignal> bound(List<PodSignal> pods, String node) {
    return pods.stream().filter(p -> p.isOn(node));
  }

  @Test
  void readersNeverSeeAHalfMadeChange() throws InterruptedException {
    var done = new AtomicBoolean();
    var failure = new AtomicReference<@Nullable Throwable>();
    feed.arrive(pod("a", "1", "n1", "Running"));
    var reader =
        new Thread(
            () -> {
              while (!done.get()) {
                int bound = feed.pods.onNode("n1").size() + feed.pods.onNode("n2").size();
                if (all().size() != 1 || bound > 2)
                  failure.set(new AssertionError("saw " + bound + " bound pods"));
              }
            });
    reader.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
    reader.start();
    for (int i = 0; i < 300; i++) feed.arrive(pod("a", "1", "n" + (1 + i % 2), "Running"));
    done.set(true);
    reader.join();
    assertThat(failure.get()).isNull();
  }
}
