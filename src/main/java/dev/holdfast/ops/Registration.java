package dev.holdfast.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Meters as they are declared: no other names, labels or values get into the registry. */
record Registration(MeterRegistry registry) {

  void gauge(Metric metric, Supplier<Number> value, String... labels) {
    Gauge.builder(metric.written(), value)
        .description(metric.meaning())
        .tags(tags(metric, labels))
        .register(registry);
  }

  void counter(Metric metric, LongSupplier count) {
    FunctionCounter.builder(metric.written(), count, LongSupplier::getAsLong)
        .description(metric.meaning())
        .register(registry);
  }

  Counter counter(Metric metric, String... labels) {
    return Counter.builder(metric.written())
        .description(metric.meaning())
        .tags(tags(metric, labels))
        .register(registry);
  }

  Timer histogram(Metric metric, List<Duration> buckets, String... labels) {
    return Timer.builder(metric.written())
        .description(metric.meaning())
        .serviceLevelObjectives(buckets.toArray(Duration[]::new))
        .tags(tags(metric, labels))
        .register(registry);
  }

  /** A counter that is there before it counts: its first step is seen as one. */
  void counters(Metric metric) {
    values(metric).forEach(value -> counter(metric, value));
  }

  /** All values of a metric's only label. */
  static Stream<String> values(Metric metric) {
    return metric.labels().getFirst().listed().stream();
  }

  private static List<Tag> tags(Metric metric, String... values) {
    var tags = new ArrayList<Tag>();
    for (int i = 0; i < values.length; i++) {
      var label = metric.labels().get(i);
      tags.add(Tag.of(label.written(), label.bounded(values[i])));
    }
    return tags;
  }
}
