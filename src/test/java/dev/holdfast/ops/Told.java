package dev.holdfast.ops;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.Objective;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import dev.holdfast.plan.PolicyView.PolicyKey;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All metrics of a replica whose policies, clocks and leadership a test decides on. */
final class Told {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  static final Instant NOW = START.plus(Duration.ofDays(10));
  static final PolicyKey WEB = key("web");

  final List<PolicyReading> known = new ArrayList<>();
  boolean leads = true;
  Instant now = NOW;
  long nanos;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private static final AlarmChannel SLACK =
      new AlarmChannel(null, null, new AlarmChannel.Slack(new AlarmChannel.SecretEntry("s", "k")));

  final Metrics metrics = new Metrics(registry, () -> leads, () -> nanos);

  Told() {
    metrics.eventsLost(() -> 0);
    metrics.votesLost(() -> 0);
    new AlarmMetrics(registry).sent(SLACK, true);
    metrics.measure(() -> known, () -> now);
  }

  void know(PolicyKey policy, @Nullable Ledger ledger) {
    known.removeIf(reading -> reading.policy().equals(policy));
    known.add(new PolicyReading(policy, Objective.DEFAULT, ledger));
  }

  static PolicyKey key(String name) {
    return new PolicyKey("shop", name, name, START, 1);
  }

  static Ledger up() {
    return Ledger.opened(START).then(Edge.at(START, Service.UP));
  }

  /** And still down. */
  static Ledger down(Duration time) {
    return up().then(Edge.at(NOW.minus(time), Service.DOWN));
  }

  String scrape() {
    return registry.scrape();
  }

  /** The type of each metric that is told, by its name. */
  Map<String, String> types() {
    return scrape()
        .lines()
        .filter(line -> line.startsWith("# TYPE "))
        .map(line -> line.split(" "))
        .collect(toMap(words -> words[2], words -> words[3]));
  }

  /** Of the only series of that name. */
  double value(String name) {
    var lines = scrape().lines().filter(line -> line.matches(name + "(\\{.*})? .*")).toList();
    assertThat(lines).as(name).hasSize(1);
    return Double.parseDouble(lines.getFirst().replaceAll(".* ", ""));
  }
}
