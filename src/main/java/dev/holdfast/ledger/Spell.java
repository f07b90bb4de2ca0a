package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A time in which somebody watched without a hole, pod by pod as far back as evidence may still
 * come late: a host that is found to be lost was lost a minute ago, and what else was missing since
 * then was worse than it looked.
 *
 * @param opened when it began
 * @param from since when its steps are kept
 * @param base what there was then
 */
record Spell(Instant opened, Instant from, Margin base, List<Step> steps) {
  /** Longer than anybody takes to give up on a host. */
  private static final Duration KEPT = Duration.ofMinutes(5);

  Spell {
    steps = List.copyOf(steps);
  }

  static Spell opened(Instant now, Margin margin) {
    return new Spell(now, now, margin, List.of());
  }

  /** What there is now. */
  Margin margin() {
    return sum(base, steps);
  }

  Spell then(List<Step> more) {
    if (more.isEmpty()) return this;
    var all = new ArrayList<>(steps);
    more.forEach(step -> all.add(step.noSoonerThan(from)));
    all.sort(Comparator.comparing(Step::earliest));
    return new Spell(opened, from, base, all);
  }

  List<Edge> edges() {
    return Course.edges(this);
  }

  /** The part that no evidence changes any more. */
  Spell settled(Instant now) {
    return new Spell(opened, from, base, steps.subList(0, settling(now)));
  }

  /** The part that late evidence may change. */
  Spell unsettled(Instant now) {
    int settling = settling(now);
    if (settling == 0) return this;
    var done = steps.subList(0, settling);
    return new Spell(opened, latest(done), sum(base, done), steps.subList(settling, steps.size()));
  }

  /** What is known from an instant on. */
  Spell since(Instant start) {
    if (!from.isBefore(start)) return this;
    var done = steps.stream().filter(step -> !step.latest().isAfter(start)).toList();
    var left = steps.stream().filter(step -> step.latest().isAfter(start));
    return new Spell(
        opened, start, sum(base, done), left.map(step -> step.noSoonerThan(start)).toList());
  }

  /** So many steps lie far enough back, and none of the others may have come among them. */
  private int settling(Instant now) {
    var before = now.minus(KEPT);
    int settled = 0;
    var latest = from;
    for (int i = 0; i < steps.size() && !latest.isAfter(before); i++) {
      if (!steps.get(i).earliest().isBefore(latest)) settled = i;
      var end = steps.get(i).latest();
      latest = end.isAfter(latest) ? end : latest;
    }
    return latest.isAfter(before) ? settled : steps.size();
  }

  private static Margin sum(Margin base, List<Step> steps) {
    return steps.stream().map(Step::by).reduce(base, Margin::plus);
  }

  private static Instant latest(List<Step> steps) {
    return steps.stream().map(Step::latest).max(Comparator.naturalOrder()).orElseThrow();
  }
}
