package dev.holdfast.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.incident.Closed;
import dev.holdfast.incident.Ending;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Mistake;
import dev.holdfast.incident.Removal;
import dev.holdfast.incident.Removals;
import dev.holdfast.incident.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history is read as it was written, is small, and is never half read. */
class HistoryCodecTest {
  private static final int LONGEST = 8 * 1024;

  @Property
  void whatWasWrittenIsRead(@ForAll Random random) {
    var history = history(random, random.nextInt(400));

    assertThat(HistoryCodec.read(HistoryCodec.write(history))).isEqualTo(history);
  }

  @Test
  void aFullHistoryOfSlowRecoveriesIsSmall() {
    assertThat(HistoryCodec.write(history(new Random(1), 1000))).hasSizeLessThan(LONGEST);
  }

  @Test
  void theOldestAreDropped() {
    var kept = history(new Random(2), 1000).entries();

    assertThat(kept).hasSize(History.KEPT).isSortedAccordingTo((a, b) -> a.at().compareTo(b.at()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "AA", "AQ", "AQE", "AQEA", "AQH//////////////w", "no base64!"})
  void whatIsNoHistoryIsRefused(String text) {
    assertThatThrownBy(() -> HistoryCodec.read(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static History history(Random random, int size) {
    List<Closed> entries = new ArrayList<>();
    var at = Instant.parse("2026-01-01T00:00:00Z");
    for (int i = 0; i < size; i++) {
      at = at.plusMillis(random.nextInt(86_400_000));
      entries.add(closed(random, at));
    }
    return new History(entries, random.nextBoolean() ? Removals.NONE : removals(random));
  }

  private static Closed closed(Random random, Instant at) {
    var ending = Ending.values()[random.nextInt(Ending.values().length)];
    return switch (random.nextInt(3)) {
      case 0 -> new Closed(at, ending, timing(random));
      case 1 -> new Closed(at, Ending.LATE, null, span(random));
      default -> new Closed(at, ending, null);
    };
  }

  private static Removals removals(Random random) {
    var at = Instant.parse("2026-01-01T00:00:00Z").plusMillis(random.nextInt());
    return new Removals(
        Stream.generate(() -> new Removal("node-" + random.nextInt(), "boot-ü", at, 3))
            .limit(random.nextInt(5))
            .toList(),
        Stream.generate(() -> new Mistake(at, 1 + random.nextInt(300)))
            .limit(random.nextInt(5))
            .toList());
  }

  /** Written by the first version that kept a history. */
  @Test
  void whatAnOlderVersionWroteIsReadAndWrittenAsItWas() {
    var written = "AQKA0Oq2tzMDiCfoBxSQTrDqAQI";
    var at = Instant.parse("2026-01-01T00:00:00Z");
    var timing =
        new Timing(
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofMillis(20),
            Duration.ofSeconds(10));
    var history =
        new History(
            List.of(
                new Closed(at, Ending.LATE, timing),
                new Closed(at.plusSeconds(30), Ending.LATE, null)),
            Removals.NONE);

    assertThat(HistoryCodec.read(written)).isEqualTo(history);
    assertThat(HistoryCodec.write(history)).isEqualTo(written);
  }

  @Test
  void howLongTheOutagesLastedThatOthersEndedIsKeptBesideAllElse() {
    var at = Instant.parse("2026-01-01T00:00:00Z");
    var history =
        new History(
            List.of(
                new Closed(at, Ending.LATE, null, Duration.ofHours(3)),
                new Closed(at, Ending.BY_OTHERS, null),
                new Closed(at, Ending.LATE, timing(new Random(3)))),
            new Removals(List.of(), List.of(new Mistake(at, 2))));

    assertThat(HistoryCodec.read(HistoryCodec.write(history))).isEqualTo(history);
  }

  private static Timing timing(Random random) {
    return new Timing(span(random), span(random), span(random), span(random));
  }

  private static Duration span(Random random) {
    return Duration.ofMillis(random.nextInt(120_000));
  }
}
