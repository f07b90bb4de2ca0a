package dev.holdfast.sim;

import dev.holdfast.api.CountOrPercent;
import dev.holdfast.api.Detection;
import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.Objective;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.Span;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Deployments with a policy each, every other one with a probe of its pods. */
final class Workloads {
  private static final Instant LONG_AGO = Instant.parse("2025-06-01T00:00:00Z");

  /** What the rules without a probe of the pod demand: a renewal was due and did not come. */
  private static final long BY_LEASE = 10 * Agenda.SECOND;

  /** Three probes. */
  private static final long BY_PROBE = 3 * Agenda.SECOND;

  private Workloads() {}

  static List<Workload> of(int count, Draw draw) {
    return IntStream.range(0, count).mapToObj(i -> workload(i, draw)).toList();
  }

  private static Workload workload(int index, Draw draw) {
    var name = "w" + index;
    boolean probed = index % 2 == 0;
    long lostFor = draw.chance(0.25) ? 10 * Agenda.SECOND : 0;
    return new Workload(
        index,
        name,
        draw.index(4) + 3,
        probed,
        Math.max(probed ? BY_PROBE : BY_LEASE, BY_PROBE + lostFor),
        lostFor,
        policy(name, draw.one(List.of(1, 50, 67)), lostFor));
  }

  private static KnownPolicy policy(String name, int promised, long lostFor) {
    var min = new CountOrPercent(promised, promised > 1);
    var query = new LabelQuery(Map.of(Workload.LABEL, name), null);
    var spec =
        new PolicySpec(
            null,
            query,
            new Objective(min, null, null, null),
            new Detection(null, null, null, null, new Span(Duration.ofMillis(lostFor)), null),
            null,
            null);
    var key = new PolicyKey(Workload.NAMESPACE, name, "uid-policy-" + name, LONG_AGO, 1);
    return new KnownPolicy(key, spec, query.toSelector(), null);
  }
}
