package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Nothing is ever said on these watches. */
@EnableKubernetesMockClient(crud = true)
class WatchKeeperTest {
  @SuppressWarnings("NullAway.Init") // set by the extension
  KubernetesClient client;

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");

  @Test
  void aSilentWatchIsOpenedAgainUnlessTheServerSendsItNoBookmarks() {
    var marked = new AtomicInteger();
    var unmarked = new AtomicInteger();
    var kept = watch(marked);
    var left = watch(unmarked);
    var keeper = new WatchKeeper(List.of(kept), List.of(left), kept, Optional::empty, () -> now);
    now = now.plus(WatchKeeper.TWO_BOOKMARKS).plusSeconds(1);
    keeper.look();
    kept.stop();
    left.stop();
    assertThat(marked).hasValue(2);
    assertThat(unmarked).hasValue(1);
  }

  /** One that stands. */
  private RecordInformer<ConfigMap, String> watch(AtomicInteger opened) {
    Supplier<RecordItemStore<ConfigMap, String>> items =
        () -> {
          opened.incrementAndGet();
          return new RecordItemStore<>(
              ConfigMap::new,
              (map, before, at) -> map.getMetadata().getName(),
              new KeyedRecords<>(),
              () -> now,
              (before, after) -> {});
        };
    var watch =
        new RecordInformer<>(
            "config maps", client.configMaps().inNamespace("default"), items, () -> now);
    watch.start();
    await().until(() -> watch.isSilentFor(Duration.ofSeconds(-1)));
    return watch;
  }
}
