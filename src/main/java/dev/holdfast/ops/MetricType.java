package dev.holdfast.ops;

/** What Prometheus makes of a metric, by the names that it has for that. */
public enum MetricType {
  GAUGE,
  COUNTER,
  HISTOGRAM
}
