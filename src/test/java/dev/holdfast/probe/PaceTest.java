package dev.holdfast.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.probe.ProbeKind.NodeKubelet;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How soon a node is asked again while nothing is answered. */
class PaceTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Pace NODE =
      Pace.ofStanding(new ProbeTarget("n", "127.0.0.1", 10250, new NodeKubelet(), SECOND, SECOND));

  @ParameterizedTest(name = "the one before was answered: {0}, misses: {1}")
  @CsvSource({"true, 0, 625000", "false, 0, 250000", "false, 15, 250000", "false, 16, 1000000"})
  void itIsAskedOftenUntilItIsMissedForLong(boolean first, int misses, long micros) {
    assertThat(NODE.pause(first, misses)).isEqualTo(Duration.ofNanos(micros * 1000).toNanos());
  }
}
