package dev.holdfast.ops;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What only the leader tells. It is made at each scrape from what is known then: of a policy that
 * is gone, or a replica that does not lead any more, nothing can remain.
 */
final class LeaderCollector implements MultiCollector {
  private final BooleanSupplier leading;
  private final Supplier<List<PolicyReading>> policies;
  private final Supplier<Instant> clock;
  private final PolicyMeters measures = new PolicyMeters();
  private final PassBoard passes;

  LeaderCollector(
      BooleanSupplier leading,
      Supplier<List<PolicyReading>> policies,
      PassBoard passes,
      Supplier<Instant> clock) {
    this.leading = leading;
    this.policies = policies;
    this.passes = passes;
    this.clock = clock;
  }

  @Override
  public synchronized MetricSnapshots collect() {
    var points = new Points();
    if (leading.getAsBoolean()) {
      var known = policies.get();
      measures.measure(known, clock.get(), points);
      passes.tell(known, points);
    } else {
      measures.forget();
    }
    return points.snapshots();
  }
}
