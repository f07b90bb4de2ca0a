package dev.holdfast.ops;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toSet;

import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.Held;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** When the pass of each policy ended well, and what it left open. */
final class PassBoard {
  private final Map<String, Entry> byPolicy = new ConcurrentHashMap<>();
  private final LongSupplier nanos;

  private record Entry(long endedAt, int open, Map<String, Long> held) {
    static Entry empty(long now) {
      return new Entry(now, 0, Map.of());
    }

    Entry at(long now) {
      return new Entry(now, open, held);
    }
  }

  /**
   * @param nanos the monotonic clock
   */
  PassBoard(LongSupplier nanos) {
    this.nanos = nanos;
  }

  void passed(String policy, PolicyPass.Result result) {
    var held =
        result.plan().held().stream()
            .map(Held::reason)
            .map(Label.REASON::bounded)
            .collect(groupingBy(reason -> reason, counting()));
    byPolicy.put(policy, new Entry(nanos.getAsLong(), result.memory().open().size(), held));
  }

  /** There was nothing to do about it. */
  void rested(String policy) {
    long now = nanos.getAsLong();
    byPolicy.compute(policy, (uid, e) -> e == null ? Entry.empty(now) : e.at(now));
  }

  /** A term begins or is over. */
  void clear() {
    byPolicy.clear();
  }

  /** One that has had no pass yet has waited since it was first looked for here. */
  void tell(List<PolicyReading> known, Points points) {
    long now = nanos.getAsLong();
    var uids = known.stream().map(reading -> reading.policy().uid()).collect(toSet());
    byPolicy.keySet().retainAll(uids);
    uids.forEach(uid -> byPolicy.putIfAbsent(uid, Entry.empty(now)));
    var entries = List.copyOf(byPolicy.values());
    tellAges(entries, now, points);
    points.add(Metric.INCIDENTS_OPEN, entries.stream().mapToInt(Entry::open).sum());
    tellHeld(entries, points);
  }

  private static void tellAges(List<Entry> entries, long now, Points points) {
    if (entries.isEmpty()) return;
    var ages = entries.stream().mapToDouble(e -> (now - e.endedAt()) / 1e9).summaryStatistics();
    points.add(Metric.PASS_AGE, Math.max(0, ages.getMin()));
    points.add(Metric.PASS_AGE_OLDEST, Math.max(0, ages.getMax()));
  }

  private static void tellHeld(List<Entry> entries, Points points) {
    var names = new TreeSet<>(Label.REASON.listed());
    names.add(Label.OTHER);
    for (var reason : names) {
      points.add(
          Metric.STEPS_HELD,
          (double) entries.stream().mapToLong(e -> e.held().getOrDefault(reason, 0L)).sum(),
          reason);
    }
  }
}
