package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a month tells of the mean time between failures, in hours, against published values. */
class FailureIntervalTest {
  private static final double HOUR = 3600;
  private static final Duration MONTH = Duration.ofHours(720);

  @ParameterizedTest(name = "{0} failures in 720 h")
  @CsvSource({"1, 720, 129, 28438", "3, 240, 82, 1164", "10, 72, 39, 150"})
  void fewFailuresMakeAWideRange(int failures, double mean, double least, double most) {
    var interval = new FailureInterval(MONTH, failures);

    assertThat(interval.mean().orElseThrow() / HOUR).isCloseTo(mean, within(0.5));
    assertThat(interval.least() / HOUR).isCloseTo(least, within(0.5));
    assertThat(interval.most().orElseThrow() / HOUR).isCloseTo(most, within(0.5));
  }

  /** The rule of three. */
  @Test
  void withoutAFailureOnlyTheLeastIsKnown() {
    var interval = new FailureInterval(MONTH, 0);

    assertThat(interval.mean()).isEmpty();
    assertThat(interval.most()).isEmpty();
    assertThat(interval.least() / HOUR).isCloseTo(720 / 3.0, within(1.0));
  }
}
