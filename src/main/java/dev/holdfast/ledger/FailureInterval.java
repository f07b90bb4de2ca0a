package dev.holdfast.ledger;

import java.time.Duration;
import java.util.OptionalDouble;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * The mean time between failures, as one can know it from so many failures in so much time: a
 * range, since failures at a steady rate come in numbers that chance decides.
 *
 * @param observed in which failures could have happened
 * @see <a href="https://www.itl.nist.gov/div898/handbook/apr/section4/apr451.htm">NIST/SEMATECH
 *     e-Handbook, constant repair rate model: the chi-square bounds</a>
 */
public record FailureInterval(Duration observed, int failures) {
  /** The estimate in seconds; absent without any failure. */
  public OptionalDouble mean() {
    return failures == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) observed.toSeconds() / failures);
  }

  /** The least that it is with 97.5 % confidence, with 95 % when nothing has failed, in seconds. */
  public double least() {
    double tail = failures == 0 ? Range.ERROR : Range.ERROR / 2;
    return 2.0 * observed.toSeconds() / chiSquared(1 - tail, 2.0 * failures + 2);
  }

  /** The most that it is with 97.5 % confidence, in seconds; absent without any failure. */
  public OptionalDouble most() {
    if (failures == 0) return OptionalDouble.empty();
    double quantile = chiSquared(Range.ERROR / 2, 2.0 * failures);
    return OptionalDouble.of(2.0 * observed.toSeconds() / quantile);
  }

  private static double chiSquared(double probability, double degreesOfFreedom) {
    return ChiSquaredDistribution.of(degreesOfFreedom).inverseCumulativeProbability(probability);
  }
}
