package dev.holdfast.ops;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.ledger.ErrorBudget;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.plan.PolicyView.PolicyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** The series that carry a policy's name: what tools for service levels need, and no more. */
final class PolicyMeters {
  /**
   * So many policies have series of their own, four each, the oldest first: names are given by
   * tenants, and who makes policies by the thousand shall not decide what Prometheus holds, nor
   * push out those that were there before.
   */
  static final int MEASURED = 2000;

  private final Downtime downtime = new Downtime();
  private final Bulkhead bulkhead = new Bulkhead();

  void measure(List<PolicyReading> known, Instant now, Points points) {
    var candidates =
        known.stream().filter(reading -> reading.ledger() != null).limit(MEASURED).toList();
    var measured = candidates.stream().filter(reading -> isMeasured(reading, now, points)).toList();
    downtime.keep(measured.stream().map(reading -> reading.policy().uid()).collect(toSet()));
    points.add(Metric.POLICIES_UNMEASURED, known.size() - measured.size());
  }

  /** Of one whose account makes no sense nothing is told, and all is told of the others. */
  private boolean isMeasured(PolicyReading reading, Instant now, Points points) {
    return bulkhead.run(
        "policy " + reading.policy() + ": its series", () -> measure(reading, now, points));
  }

  private void measure(PolicyReading reading, Instant now, Points points) {
    var policy = reading.policy();
    // Whoever leads is told of changes at once: what stands, has stood until now.
    var ledger = Objects.requireNonNull(reading.ledger()).vouchedUntil(now);
    var target = reading.objective().availability().ratio();
    if (ledger.isBegun()) measure(reading, ledger, now, points);
    add(points, Metric.POLICY_OBJECTIVE, target, policy);
  }

  /** Nothing is told before all is known. */
  private void measure(PolicyReading reading, Ledger ledger, Instant now, Points points) {
    var policy = reading.policy();
    var objective = reading.objective();
    var budget = new ErrorBudget(objective.availability().ratio(), objective.window().value());
    double left = budget.left(ledger, now);
    double down = seconds(down(policy, ledger, now));
    add(points, Metric.POLICY_BUDGET, left, policy);
    add(points, Metric.POLICY_DOWN, down, policy);
    switch (ledger.recent().last()) {
      case UP, DEGRADED -> add(points, Metric.POLICY_AVAILABLE, 1, policy);
      case PLANNED, DOWN -> add(points, Metric.POLICY_AVAILABLE, 0, policy);
      case UNKNOWN -> {}
    }
  }

  private Duration down(PolicyKey policy, Ledger ledger, Instant now) {
    return downtime.booked(policy.uid(), ledger.tally(Instant.EPOCH, now).down());
  }

  private static void add(Points points, Metric metric, double value, PolicyKey policy) {
    points.add(metric, value, policy.namespace(), policy.name());
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  /** This replica does not lead: another one's account may go on differently. */
  void forget() {
    downtime.keep(List.of());
  }
}
