package dev.holdfast.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The edges that a spell's steps amount to. Steps whose doubts overlap may have come in any order,
 * so what there was is followed at worst, at best and most likely: where worst and best disagree
 * whether the workload was down is the doubt of an edge.
 */
final class Course {
  private final TreeMap<Instant, Shift> shifts = new TreeMap<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Instant from;
  private Shift there;
  private Service sure;
  private @Nullable Instant doubtedSince;
  private Duration otherwise = Duration.ZERO;

  /** What there is at an instant, or what changes it. */
  private record Shift(Margin worst, Margin likely, Margin best) {
    Shift plus(Shift more) {
      return new Shift(worst.plus(more.worst), likely.plus(more.likely), best.plus(more.best));
    }

    boolean isDoubtful() {
      return isDown(worst.service()) != isDown(best.service());
    }
  }

  private Course(Spell spell) {
    this.from = spell.from();
    this.there = new Shift(spell.base(), spell.base(), spell.base());
    this.sure = spell.base().service();
    spell.steps().forEach(this::add);
  }

  static List<Edge> edges(Spell spell) {
    var course = new Course(spell);
    course.edges.add(Edge.at(course.from, course.sure));
    course.follow();
    return course.edges;
  }

  private void add(Step step) {
    var none = Margin.NONE;
    var losses = step.by().losses();
    var gains = step.by().gains();
    shift(step.earliest(), new Shift(losses, none, gains));
    shift(step.likely(), new Shift(none, step.by(), none));
    shift(step.latest(), new Shift(gains, none, losses));
  }

  private void shift(Instant at, Shift by) {
    shifts.merge(at, by, Shift::plus);
  }

  private void follow() {
    var before = from;
    for (var shift : shifts.entrySet()) {
      var at = shift.getKey();
      if (doubtedSince != null && isDown(there.likely.service()) != isDown(sure)) {
        otherwise = otherwise.plus(Duration.between(before, at));
      }
      there = there.plus(shift.getValue());
      book(at);
      before = at;
    }
  }

  private void book(Instant at) {
    if (there.isDoubtful()) {
      if (doubtedSince == null) doubtedSince = at;
      return;
    }
    var service = there.likely.service();
    if (doubtedSince != null) {
      decide(doubtedSince, at, service);
    } else if (service != sure) {
      edges.add(Edge.at(at, service));
    }
    sure = service;
  }

  /** It changed within the doubt; or it was otherwise for a while, or never was. */
  private void decide(Instant start, Instant end, Service service) {
    if (isDown(service) != isDown(sure)) {
      edges.add(new Edge(start, end, service));
    } else {
      var half = Duration.between(start, end).dividedBy(2);
      var other = otherwise.compareTo(half) < 0 ? otherwise : half;
      edges.add(new Edge(start, end.minus(other), opposite(service)));
      edges.add(new Edge(start.plus(other), end, service));
    }
    doubtedSince = null;
    otherwise = Duration.ZERO;
  }

  private static Service opposite(Service service) {
    return isDown(service) ? Service.DEGRADED : Service.DOWN;
  }

  private static boolean isDown(Service service) {
    return service == Service.DOWN;
  }
}
