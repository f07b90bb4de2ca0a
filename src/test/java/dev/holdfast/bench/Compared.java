package dev.holdfast.bench;

import dev.holdfast.ledger.Availability;
import dev.holdfast.ledger.Ledger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One history as the account has it, against what a prober saw.
 *
 * @param windows how many parts of it were compared
 * @param edges how often the prober saw it go down or up
 * @param outside a sentence for each part in which both cannot be true
 * @param coverage the watched share
 * @param width how far the account's bounds are apart
 * @param doubt how far the prober's are
 */
record Compared(
    int windows, int edges, List<String> outside, double coverage, double width, double doubt) {
  private static final Duration PART = Duration.ofMinutes(1);

  static Compared of(String app, Ledger ledger, ProbedTruth truth, Instant begin, Instant end) {
    var windows = new ArrayList<Window>();
    var whole = new Window(begin, end);
    windows.add(whole);
    for (var at = begin; at.plus(PART).isBefore(end); at = at.plus(PART)) {
      windows.add(new Window(at, at.plus(PART)));
    }
    var seen = whole.seen(ledger);
    return new Compared(
        windows.size(),
        truth.edges(),
        windows.stream()
            .filter(window -> window.isOutside(ledger, truth))
            .map(window -> window.sentence(app, ledger, truth))
            .toList(),
        seen.coverage(),
        seen.upper() - seen.lower(),
        whole.share(whole.most(truth).minus(whole.least(truth))));
  }

  private record Window(Instant from, Instant to) {
    /** The account keeps milliseconds. */
    private static final double ROUNDING = 1e-4;

    Availability seen(Ledger ledger) {
      return Availability.of(ledger, Duration.between(from, to), to);
    }

    Duration least(ProbedTruth truth) {
      return truth.downLeast(from, to);
    }

    Duration most(ProbedTruth truth) {
      return truth.downMost(from, to);
    }

    double share(Duration part) {
      return (double) part.toNanos() / Duration.between(from, to).toNanos();
    }

    /** The truth lies between the bounds of both, so these must meet. */
    boolean isOutside(Ledger ledger, ProbedTruth truth) {
      var seen = seen(ledger);
      return 1 - share(most(truth)) > seen.upper() + ROUNDING
          || 1 - share(least(truth)) < seen.lower() - ROUNDING;
    }

    String sentence(String app, Ledger ledger, ProbedTruth truth) {
      var seen = seen(ledger);
      return "OUTSIDE: %s from %s to %s was down for %s to %s, the account has %.4f to %.4f, %s"
          .formatted(
              app, from, to, least(truth), most(truth), seen.lower(), seen.upper(), seen.tally());
    }
  }
}
