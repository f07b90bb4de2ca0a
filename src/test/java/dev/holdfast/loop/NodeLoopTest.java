package dev.holdfast.loop;

import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.action.Gate;
import dev.holdfast.action.InMemoryCluster;
import dev.holdfast.action.NodeExecutor;
import dev.holdfast.health.Fleet;
import dev.holdfast.kube.source.QuietSources;
import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.SteadyClock;
import dev.holdfast.plan.Acceptance;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class NodeLoopTest {
  private final SteadyClock clock = new SteadyClock();
  private final Metrics metrics =
      new Metrics(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), () -> true, () -> 0);

  /** Nothing was listed, and so the guard is to be told that says so. */
  @Test
  void aNoticeThatCannotBeToldKeepsNoPolicyAsleep() throws InterruptedException {
    Set<String> woken = ConcurrentHashMap.newKeySet();
    try (var quiet = new QuietSources(clock::now)) {
      quiet.put(node("{name: n}"));
      var loop = loop(quiet, woken);

      loop.start();
      loop.stop();

      assertThat(loop.fleet().guards()).isNotEmpty();
      assertThat(woken).containsExactly("n");
    }
  }

  private NodeLoop loop(QuietSources quiet, Set<String> woken) {
    var gate = new Gate(() -> false, () -> false, 10, () -> 0);
    return new NodeLoop(
        quiet.sources,
        clock,
        new EvidenceWatch(clock, () -> Duration.ZERO, metrics),
        new Acceptance("holdfast-system", false),
        () -> true,
        () -> false,
        new Steering(),
        new NodeExecutor(
            new InMemoryCluster(), gate, Optional::empty, () -> Fleet.NONE, clock::now),
        new NodeNotices("holdfast-system"),
        notice -> {
          throw new IllegalStateException("nobody listens");
        },
        woken::addAll,
        metrics);
  }
}
