package dev.holdfast.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How long things last, some of which still do: leaving those out would flatter.
 *
 * @param ended how long those lasted that are over
 * @param lasting how long those have lasted that are not (right-censored)
 * @see <a href="https://doi.org/10.1080/01621459.1958.10501452">Kaplan and Meier, Nonparametric
 *     Estimation from Incomplete Observations, 1958</a>
 */
public record Survival(List<Duration> ended, List<Duration> lasting) {
  /** Products of fractions that should be a round share may miss it by rounding. */
  private static final double SLACK = 1e-9;

  public Survival {
    ended = ended.stream().sorted().toList();
    lasting = List.copyOf(lasting);
  }

  /**
   * The shortest time within which so large a share is over; empty when too many go on to tell.
   *
   * @param share above 0 and up to 1
   */
  public Optional<Duration> quantile(double share) {
    double surviving = 1;
    for (var time : ended.stream().distinct().toList()) {
      double atRisk = count(ended, time) + count(lasting, time);
      surviving *= 1 - ended.stream().filter(time::equals).count() / atRisk;
      if (surviving <= 1 - share + SLACK) return Optional.of(time);
    }
    return Optional.empty();
  }

  /** The longest, over or not; empty without any. */
  public Optional<Duration> max() {
    return Stream.concat(ended.stream(), lasting.stream()).max(Duration::compareTo);
  }

  private static long count(List<Duration> times, Duration atLeast) {
    return times.stream().filter(time -> time.compareTo(atLeast) >= 0).count();
  }
}
