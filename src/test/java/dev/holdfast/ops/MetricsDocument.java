package dev.holdfast.ops;

import static java.util.stream.Collectors.joining;

import dev.holdfast.api.DurationFormat;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** docs/metrics.md, from what {@link Metric} declares. */
final class MetricsDocument {
  static final Path FILE = Path.of("docs", "metrics.md");

  private static final String INTRODUCTION =
      """
      # Metrics
      <!-- Made by `make metrics-doc` from the code: edit dev.holdfast.ops.Metric, or its document in the tests. -->

      `/metrics` on port 8080 of each replica, in Prometheus' text format; the Service `holdfast-metrics` has one address a
      replica. `deploy/monitoring/` has what scrapes it, alerts on it and shows it.

      - **Who tells what.** *leader*: only the replica that leads has these series, and they are made at each scrape, so that
        nothing stale remains of a policy that is gone or a term that is over. *each*: every replica, about itself.
      - **Bounds.** %,d policies have series of their own, %d each, the oldest first, and %d of one namespace;
        `holdfast_policies_unmeasured` counts the others. All other labels have the values below, and `%s` for whatever else
        comes along. Names of policies and namespaces are what the API server lets pass: small letters, digits, dots and
        dashes, at most 253.
      - **Labels of the scrape.** `namespace` is a policy's. Let the scrape keep it (`honorLabels: true`, as in
        `deploy/monitoring/service-monitor.yaml`), or it becomes `exported_namespace`.
      - **When another replica leads**, its counters begin with what it has done itself, and
        `holdfast_policy_down_seconds_total` with what the account says, which may be some moments more or less than what its
        predecessor showed. Take `rate()` of each replica's series before you sum; or the difference to `min_over_time()` of
        the `max`, as the shipped rules do, which also sees what was down between two scrapes. Never `increase()` of the
        `max`: it takes a second less for a restart.

      """;

  private static final String SERVICE_LEVELS =
      """

      ## Tools for service levels

      The shipped rules need no such tool. Those that you have can use the same metrics: with Sloth,
      `error_query: sum(rate(holdfast_policy_down_seconds_total{namespace="shop", policy="web"}[{{.window}}]))` and
      `total_query: vector(1)`; with Pyrra, the `bool_gauge` indicator of `holdfast_policy_available`, which takes maintenance
      for downtime.
      """;

  private MetricsDocument() {}

  static String compose() {
    return INTRODUCTION.formatted(
            PolicyMeters.MEASURED, perPolicy(), POLICIES_OF_A_NAMESPACE, Label.OTHER)
        + metrics()
        + labels()
        + buckets()
        + SERVICE_LEVELS;
  }

  /** As its store has it, which is in another package. */
  static final int POLICIES_OF_A_NAMESPACE = 200;

  private static long perPolicy() {
    return Stream.of(Metric.values()).filter(m -> m.labels().contains(Label.POLICY)).count();
  }

  private static String metrics() {
    return Stream.of(Metric.values())
        .map(
            m ->
                "| `%s`%s | %s | %s | %s | %s |\n"
                    .formatted(
                        m.written(), braces(m.labels()), type(m), m.unit(), who(m), m.meaning()))
        .collect(
            joining("", "| metric | type | unit | who | meaning |\n|---|---|---|---|---|\n", "\n"));
  }

  private static String braces(List<Label> labels) {
    return labels.isEmpty()
        ? ""
        : labels.stream().map(l -> "`" + l.written() + "`").collect(joining(", ", " by ", ""));
  }

  private static String type(Metric metric) {
    return switch (metric.type()) {
      case GAUGE -> "gauge";
      case COUNTER -> "counter";
      case HISTOGRAM -> "histogram";
    };
  }

  private static String who(Metric metric) {
    return switch (metric.scope()) {
      case LEADER_ONLY -> "leader";
      case REPLICA -> "each";
    };
  }

  private static String labels() {
    return Stream.of(Label.values())
        .filter(label -> !label.listed().isEmpty())
        .map(
            label ->
                "| `%s` | %s |\n".formatted(label.written(), String.join(", ", label.listed())))
        .collect(joining("", "| label | values |\n|---|---|\n", "\n"));
  }

  private static String buckets() {
    return """
    Histograms count outages and their phases up to %s, and passes up to %s. Each has a gauge `_max` besides, the longest of
    the last minutes.
    """
        .formatted(written(Buckets.OF_OUTAGES), written(Buckets.OF_PASSES));
  }

  private static String written(List<Duration> bounds) {
    return bounds.stream().map(DurationFormat::format).collect(joining(", "));
  }
}
