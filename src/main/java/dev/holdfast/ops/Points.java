package dev.holdfast.ops;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What one scrape shows of the metrics that are made for it. */
final class Points {
  private static final String TOTAL = "_total";

  private final Map<Metric, List<Point>> byMetric = new EnumMap<>(Metric.class);

  private record Point(double value, Labels labels) {}

  /**
   * @param values of the metric's labels, in their order
   */
  void add(Metric metric, double value, String... values) {
    var names = metric.labels().stream().map(Label::written).toArray(String[]::new);
    byMetric
        .computeIfAbsent(metric, m -> new ArrayList<>())
        .add(new Point(value, Labels.of(names, values)));
  }

  MetricSnapshots snapshots() {
    var all = new ArrayList<MetricSnapshot>();
    byMetric.forEach((metric, points) -> all.add(snapshot(metric, points)));
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot snapshot(Metric metric, List<Point> points) {
    return switch (metric.type()) {
      case GAUGE ->
          new GaugeSnapshot(
              new MetricMetadata(metric.written(), metric.meaning()),
              points.stream().map(Points::gauge).toList());
      case COUNTER ->
          new CounterSnapshot(
              new MetricMetadata(withoutTotal(metric.written()), metric.meaning()),
              points.stream().map(Points::counter).toList());
      case HISTOGRAM -> throw new IllegalArgumentException(metric + " is not made at a scrape");
    };
  }

  /** The format's writer adds the ending itself. */
  private static String withoutTotal(String name) {
    return name.substring(0, name.length() - TOTAL.length());
  }

  private static GaugeDataPointSnapshot gauge(Point point) {
    return GaugeDataPointSnapshot.builder().value(point.value()).labels(point.labels()).build();
  }

  private static CounterDataPointSnapshot counter(Point point) {
    return CounterDataPointSnapshot.builder().value(point.value()).labels(point.labels()).build();
  }
}
