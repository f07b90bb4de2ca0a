package dev.holdfast.sim;

import dev.holdfast.api.CountOrPercent;
import dev.holdfast.api.Detection;
import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.Objective;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.Span;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.sim.Workload.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Deployments, or workloads of all kinds, with a policy each; every other one probes its pods. */
final class Workloads {
  private static final Instant LONG_AGO = Instant.parse("2025-06-01T00:00:00Z");

  /** What the rules without a probe of the pod demand: a renewal was due and did not come. */
  private static final long BY_LEASE = 10 * Agenda.SECOND;

  /** Three probes. */
  private static final long BY_PROBE = 3 * Agenda.SECOND;

  private Workloads() {}

  /**
   * So many of them.
   *
   * @param mixed they are of all kinds, in turn
   */
  static List<Workload> of(int count, boolean mixed, Draw draw) {
    return IntStream.range(0, count).mapToObj(i -> workload(i, kind(i, mixed), draw)).toList();
  }

  private static Kind kind(int index, boolean mixed) {
    return mixed ? Kind.values()[index % Kind.values().length] : Kind.DEPLOYMENT;
  }

  private static Workload workload(int index, Kind kind, Draw draw) {
    var name = "w" + index;
    boolean probed = index % 2 == 0;
    long lostFor = draw.chance(0.25) ? 10 * Agenda.SECOND : 0;
    int replicas = draw.index(4) + 3;
    return new Workload(
        name,
        kind,
        replicas,
        probed,
        Math.max(probed ? BY_PROBE : BY_LEASE, BY_PROBE + lostFor),
        lostFor,
        new PolicyKey(Workload.NAMESPACE, name, "uid-policy-" + name, LONG_AGO, 1),
        spec(name, draw.one(List.of(1, 50, 67)), lostFor));
  }

  private static PolicySpec spec(String name, int promised, long lostFor) {
    var min = new CountOrPercent(promised, promised > 1);
    return new PolicySpec(
        null,
        new LabelQuery(Map.of(Workload.LABEL, name), null),
        new Objective(min, null, null, null),
        new Detection(null, null, null, null, new Span(Duration.ofMillis(lostFor)), null),
        null,
        null);
  }
}
