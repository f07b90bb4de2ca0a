package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.health.Loss;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");

  /** Four kilobytes a node policy. */
  private static final int LONGEST = 6000;

  @ParameterizedTest(
      name = "heard {0} s after the loss was known, known {1} s after it: {2} losses")
  @CsvSource({
    "-50, 0, 1", // the same one, seen again
    "-49, 1, 1", // by another replica
    "-55, -3, 1", // whose clock is behind
    "-2, 48, 1", // with a clock that is far ahead
    "1, 51, 2", // heard in between
    "3600, 3650, 2",
  })
  void aLossThatTwoReplicasSawIsOne(int heard, int known, int losses) {
    var first = Detections.NONE.plus(List.of(loss("n", NOW, 50)), NOW);
    var second = new Loss("n", NOW.plusSeconds(heard), NOW.plusSeconds(known));
    assertThat(first.plus(List.of(second), NOW).entries()).hasSize(losses);
    assertThat(first.plus(List.of(loss("m", NOW, 50)), NOW).entries()).hasSize(2);
  }

  @Test
  void whatIsOlderThanThirtyDaysIsForgotten() {
    var known = Detections.NONE.plus(List.of(loss("n", NOW, 50)), NOW);
    var end = NOW.plus(Detections.REMEMBERED);
    assertThat(known.plus(List.of(), end.minusMillis(1)).entries()).hasSize(1);
    assertThat(known.plus(List.of(), end).entries()).isEmpty();
  }

  @Test
  void quantilesAreTimesThatWereSeen() {
    var losses =
        IntStream.rangeClosed(1, 200).mapToObj(i -> loss("n" + i, NOW.plusSeconds(i), i)).toList();
    var detections = Detections.NONE.plus(losses, NOW);
    assertThat(detections.quantile(0.5)).contains(Duration.ofSeconds(100));
    assertThat(detections.quantile(0.99)).contains(Duration.ofSeconds(198));
    assertThat(Detections.NONE.quantile(0.5)).isEmpty();
  }

  @Test
  void theNewestAreKeptAndWhatIsWrittenIsShortAndRead() {
    var losses =
        IntStream.range(0, 1000)
            .mapToObj(i -> loss("node-" + i, NOW.plusMillis(i * 77_777L), 40 + i % 60))
            .toList();
    var detections = Detections.NONE.plus(losses, NOW);
    var written = DetectionsCodec.write(detections);

    assertThat(detections.entries()).hasSize(Detections.KEPT);
    assertThat(detections.entries().getLast().knownAt()).isEqualTo(NOW.plusMillis(999 * 77_777L));
    assertThat(written).hasSizeLessThan(LONGEST);
    assertThat(DetectionsCodec.read(written)).isEqualTo(detections);
    assertThat(DetectionsCodec.read(written).plus(losses.subList(700, 1000), NOW))
        .isEqualTo(detections);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AA", "AQ", "AQE", "AQH//////////////w", "no base64!"})
  void whatIsNoneIsRefused(String text) {
    assertThatThrownBy(() -> DetectionsCodec.read(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Loss loss(String node, Instant known, int seconds) {
    return new Loss(node, known.minusSeconds(seconds), known);
  }
}
