package dev.holdfast.loop;

import static org.awaitility.Awaitility.await;

import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.SteadyClock;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class EvidenceWatchTest {

  @Test
  void aWatchThatEndedIsSeenToHaveEnded() {
    Supplier<Duration> fails =
        () -> {
          throw new StackOverflowError("what no look can catch");
        };
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var metrics = new Metrics(registry, () -> true, System::nanoTime);
    var watch = new EvidenceWatch(new SteadyClock(), fails, metrics);
    watch.start();
    await().until(() -> watch.sinceLastLook().compareTo(Duration.ofSeconds(2)) > 0);
    watch.stop();
  }
}
