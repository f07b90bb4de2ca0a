package dev.holdfast.sim;

import java.time.Instant;

/**
 * A machine's clock as it truly is.
 *
 * @param ahead of the true time, in milliseconds, when the history begins
 * @param pace how much of its time passes in a second
 */
record Clock(long ahead, double pace) {
  static final Clock EXACT = new Clock(0, 1);

  /** As far apart as hosts are that nobody keeps in time. */
  private static final long MINUTES = 5 * Agenda.MINUTE;

  private static final double CRYSTAL = 100e-6;

  /** Linux lets NTP slew a clock by so much. */
  private static final double SLEWED = 500e-6;

  private static final double BROKEN = 0.01;
  private static final double BADLY_BROKEN = 0.05;

  /** One of a machine that nobody keeps in time; a third of them are broken. */
  static Clock any(Draw draw) {
    long ahead = draw.between(-MINUTES, MINUTES);
    double off =
        switch (draw.index(3)) {
          case 0 -> CRYSTAL * draw.share();
          case 1 -> SLEWED * draw.share();
          default -> BROKEN + (BADLY_BROKEN - BROKEN) * draw.share();
        };
    return new Clock(ahead, draw.chance(0.5) ? 1 + off : 1 - off);
  }

  /** What it says at that moment. */
  Instant at(long moment) {
    return Agenda.instant(says(moment));
  }

  /** The same in milliseconds since the beginning. */
  long says(long moment) {
    return ahead + (pace == 1 ? moment : (long) Math.floor(moment * pace));
  }

  /** The first moment at which it says so. */
  long moment(Instant said) {
    long since = Agenda.millis(said) - ahead;
    if (pace == 1) return since;
    long about = (long) Math.ceil(since / pace);
    return says(about) < since + ahead ? about + 1 : about;
  }

  /** How long it takes until so much has passed on it. */
  long lasts(long own) {
    return pace == 1 ? own : Math.round(own / pace);
  }
}
