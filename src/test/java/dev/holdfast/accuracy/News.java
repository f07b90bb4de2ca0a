package dev.holdfast.accuracy;

import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What decides whether an account is written to the status. */
record News(Instant at, Service now, List<Edge> outages, Duration down, Duration unknown) {
  private static final Duration MONTH = Duration.ofDays(30);

  static News of(Ledger ledger) {
    var outages =
        ledger.recent().edges().stream().filter(edge -> edge.to() == Service.DOWN).toList();
    var tally = ledger.tally(ledger.until().minus(MONTH), ledger.until());
    return new News(ledger.until(), ledger.recent().last(), outages, tally.down(), tally.unknown());
  }

  boolean isWorthAWrite(News before) {
    boolean differs = now != before.now || !outages.equals(before.outages);
    var drift = dev.holdfast.status.News.DRIFT;
    return differs || hasDrifted(before) && !at.isBefore(before.at.plus(drift));
  }

  /** A leader writes once in its term, whatever it has to say. */
  boolean signs(News before, Instant led) {
    var due = led.plus(dev.holdfast.status.News.DRIFT);
    return before.at.isBefore(led) && !at.isBefore(due);
  }

  boolean hasDrifted(News before) {
    return !down.equals(before.down) || !unknown.equals(before.unknown);
  }
}
