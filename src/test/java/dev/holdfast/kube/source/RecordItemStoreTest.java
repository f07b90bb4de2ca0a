package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordItemStoreTest {
  private final PodStore pods = new PodStore();
  private final List<String> heard = new ArrayList<>();
  private final RecordItemStore<Pod, PodSignal> items = store(new PodReader());

  private RecordItemStore<Pod, PodSignal> store(Reading<Pod, PodSignal> reading) {
    return new RecordItemStore<>(Pod::new, reading, pods.records(), Instant::now, this::changed);
  }

  private void changed(@Nullable PodSignal before, @Nullable PodSignal after) {
    if (after != null && after.name().equals("bad")) throw new IllegalStateException("on purpose");
    heard.add(after == null ? "gone" : after.name());
  }

  private static Pod pod(String name) {
    return Recorded.yaml("metadata: {namespace: n, name: %s, uid: u}".formatted(name), Pod.class);
  }

  @Test
  void theInformerGetsHusksBack() {
    assertThat(items.put("n/a", pod("a"))).isNull();

    var husk = Objects.requireNonNull(items.put("n/a", pod("a")));
    assertThat(items.getKey(husk)).isEqualTo("n/a");
    assertThat(husk.getSpec()).isNull();
    assertThat(items.values().map(items::getKey)).containsExactly("n/a");
    assertThat(items.keySet()).containsExactly("n/a");
    assertThat(items.get("n/b")).isNull();
    assertThat(items.isFullState()).isFalse();
  }

  @Test
  void aListenerThatFailsLosesNeitherTheRecordNorLaterChanges() {
    items.put("n/bad", pod("bad"));
    items.put("n/good", pod("good"));

    assertThat(pods.size()).isEqualTo(2);
    assertThat(heard).containsExactly("good");
  }

  @Test
  void oneObjectThatCannotBeReadStopsNoOther() {
    var reader = new PodReader();
    var fussy =
        store(
            (pod, before, now) -> {
              if (pod.getMetadata().getName().equals("bad")) throw new IllegalStateException("bad");
              return reader.read(pod, before, now);
            });
    fussy.put("n/bad", pod("bad"));
    fussy.put("n/good", pod("good"));

    assertThat(heard).containsExactly("good");
  }

  @Test
  void whatWasNeverThereIsNotToldAsGone() {
    assertThat(items.remove("n/a")).isNull();
    assertThat(heard).isEmpty();
  }

  /** A watch that was given up may still deliver what is old by now. */
  @Test
  void whatArrivesAfterTheCloseChangesNothing() {
    items.put("n/a", pod("a"));
    heard.clear();
    items.close();
    items.put("n/b", pod("b"));
    items.remove("n/a");

    assertThat(pods.size()).isEqualTo(1);
    assertThat(heard).isEmpty();
  }
}
