package dev.holdfast.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.holdfast.api.Objective;
import dev.holdfast.incident.History;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.ledger.Account;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.HistoryCodec;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What anybody may have written into a status is refused, or does no harm. */
class ForgedAccountTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final long HOUR = 3_600_000;
  private static final long SINCE = NOW.toEpochMilli() - 100 * 24 * HOUR;
  private static final long SPAN = 100 * 24 * HOUR;
  private static final long MOST = Long.MAX_VALUE;

  /** Two sums of an hour of which a minute was down, and then up, down and up again. */
  private static final List<Long> SOUND =
      List.of(
          1L,
          SINCE,
          SPAN, //
          2L,
          SPAN - 10 * HOUR, //
          HOUR,
          HOUR - 60_000,
          0L,
          0L,
          60_000L,
          59_000L,
          61_000L,
          0L, //
          HOUR,
          0L,
          HOUR - 60_000,
          0L,
          60_000L,
          59_000L,
          61_000L,
          0L, //
          3L,
          0L,
          0L,
          HOUR << 3 | 3,
          1000L,
          HOUR << 3,
          10_000L);

  @Test
  void theSoundOneIsReadAndDoesNoHarm() {
    assertThatCode(() -> use(LedgerCodec.read(Forged.text(SOUND)))).doesNotThrowAnyException();
  }

  static Stream<Arguments> accounts() {
    return Stream.of(
        row("a sum with more downtime than time", with(9, MOST)),
        row("a sum with more unwatched time than time", with(12, HOUR)),
        row("a sum with parts of which much is missing", with(6, 0)),
        row("a sum that was surely down for longer than down", with(10, 60_001)),
        row("a sum that was at most down for less than down", with(11, 59_999)),
        row("a sum of two days", with(5, 48 * HOUR, 6, 48 * HOUR - 60_000)),
        row("a sum that ends when it begins", with(5, 0, 6, 0, 9, 0, 10, 0, 11, 0)),
        row("a state that there is not", with(22, 5)),
        row("another state that there is not", with(22, 7)),
        row("an edge that is far away", with(24, MOST & ~7L)),
        row("an edge that was doubted for ever", with(25, MOST)),
        row("two gaps of which each is huge", with(2, MOST, 4, MOST)),
        row("a begin before 1970", with(1, -HOUR)),
        row("a begin in 1970", with(1, 0)),
        row("an end after the year 9999", with(2, 300_000_000_000_000L)),
        row("more sums than are kept", sums(2000)),
        row("more edges than are kept", edges(SINCE, NOW.toEpochMilli(), 2000)),
        row("edges since 1970", edges(0, NOW.toEpochMilli(), 401)),
        row("a number of 65 bits", with(23, -1)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("accounts")
  void anAccountThatNobodyKeptIsRefused(String what, List<Long> numbers) {
    assertThatIllegalArgumentException()
        .as(what)
        .isThrownBy(() -> LedgerCodec.read(Forged.text(numbers)));
  }

  static Stream<Arguments> histories() {
    return Stream.of(
        row("a phase that took for ever", List.of(1L, 1L, SINCE, 1L, MOST, 0L, 0L, 0L)),
        row("a phase that took less than nothing", List.of(1L, 1L, SINCE, 1L, -1L, 0L, 0L, 0L)),
        row("an end before 2020", List.of(1L, 1L, 1L, 0L)),
        row("ends that are far apart", List.of(1L, 2L, SINCE, 0L, MOST, 0L)),
        row("an ending that there is not", List.of(1L, 1L, SINCE, MOST)),
        row("more than are kept", List.of(1L, 301L)),
        row("mistakes beyond all counting", List.of(2L, 0L, 0L, 1L, SINCE, 2_000_000_000L)),
        row("a mistake after all time", List.of(2L, 0L, 0L, 1L, MOST, 1L)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("histories")
  void aHistoryThatNobodyKeptIsRefused(String what, List<Long> numbers) {
    assertThatIllegalArgumentException()
        .as(what)
        .isThrownBy(() -> HistoryCodec.read(Forged.text(numbers)));
  }

  /** Else it would be summed up hour by hour. */
  @Test
  void anAccountOfThousandsOfYearsTakesNoTime() {
    long until = Instant.parse("9000-01-01T00:00:00Z").toEpochMilli();
    var ledger = LedgerCodec.read(Forged.text(edges(SINCE, until, 401)));

    var compacted = assertTimeoutPreemptively(Duration.ofSeconds(20), ledger::compacted);

    assertThat(compacted.recent().edges()).hasSizeLessThan(401);
  }

  @Property(tries = 3000)
  void anAccountIsRefusedOrDoesNoHarm(@ForAll("changed") List<Long> numbers) {
    try {
      use(LedgerCodec.read(Forged.text(numbers)));
    } catch (IllegalArgumentException refused) {
      assertThatIllegalArgumentException().isThrownBy(() -> LedgerCodec.read(Forged.text(numbers)));
    }
  }

  @Property(tries = 3000)
  void aHistoryIsRefusedOrDoesNoHarm(@ForAll("any") List<Long> numbers) {
    try {
      use(HistoryCodec.read(Forged.text(numbers)));
    } catch (IllegalArgumentException refused) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HistoryCodec.read(Forged.text(numbers)));
    }
  }

  /** All that is made of it, and once more when it was written and taken over. */
  private static void use(Ledger ledger) {
    tell(ledger);
    var written = LedgerCodec.write(ledger);
    assertThat(LedgerCodec.read(written)).isEqualTo(ledger);
    var own = Account.opened(NOW).continuing(ledger, null, NOW).ledger();
    tell(own.then(Edge.at(NOW, Service.DOWN)).vouchedUntil(NOW.plusSeconds(60)).compacted());
    LedgerCodec.read(LedgerCodec.write(own));
  }

  private static void tell(Ledger ledger) {
    AccountComposer.compose(ledger, Objective.DEFAULT, NOW);
    ledger.tally(Instant.EPOCH, NOW).down().toMillis();
  }

  private static void use(History history) {
    var up = Ledger.opened(NOW.minus(Duration.ofDays(60)));
    var memory = new PolicyMemory(List.of(), List.of(), history);
    RecoveryComposer.compose(memory, up, Objective.DEFAULT, NOW);
    assertThat(HistoryCodec.read(HistoryCodec.write(history))).isEqualTo(history);
  }

  /** The sound one with some numbers changed. */
  @Provide
  Arbitrary<List<Long>> changed() {
    var places = Arbitraries.integers().between(0, SOUND.size() - 1);
    return Combinators.combine(places, numbers())
        .as((place, number) -> Tuple.of(place, number))
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(
            changes -> {
              var numbers = new ArrayList<>(SOUND);
              changes.forEach(change -> numbers.set(change.get1(), change.get2()));
              return numbers;
            });
  }

  @Provide
  Arbitrary<List<Long>> any() {
    return Combinators.combine(Arbitraries.of(1L, 2L), Arbitraries.of(0L, 1L, 2L), rest())
        .as(
            (version, count, rest) -> {
              var numbers = new ArrayList<>(List.of(version, count));
              numbers.addAll(rest);
              return numbers;
            });
  }

  private static Arbitrary<List<Long>> rest() {
    return numbers().list().ofMinSize(8).ofMaxSize(30);
  }

  private static Arbitrary<Long> numbers() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 20),
        Arbitraries.longs().between(0, 2 * HOUR),
        Arbitraries.longs().between(SINCE, SINCE + 2 * SPAN),
        Arbitraries.of(MOST, MOST - 7, -1L, 240_000_000_000_000L, 1L << 40, HOUR << 3 | 4),
        Arbitraries.longs());
  }

  private static Arguments row(String what, List<Long> numbers) {
    return Arguments.of(what, numbers);
  }

  /** The sound one with a number at each of these places. */
  private static List<Long> with(long... placesAndNumbers) {
    var numbers = new ArrayList<>(SOUND);
    for (int i = 0; i < placesAndNumbers.length; i += 2) {
      numbers.set((int) placesAndNumbers[i], placesAndNumbers[i + 1]);
    }
    return numbers;
  }

  private static List<Long> sums(int count) {
    var numbers = new ArrayList<>(List.of(1L, SINCE, SPAN, (long) count, 0L));
    for (int i = 0; i < count; i++) {
      numbers.addAll(List.of(1000L, 1000L, 0L, 0L, 0L, 0L, 0L, 0L));
    }
    numbers.add(0L);
    return numbers;
  }

  /** Up and down in turns. */
  private static List<Long> edges(long since, long until, int count) {
    var numbers = new ArrayList<>(List.of(1L, since, until - since, 0L, (long) count, 0L, 0L));
    long each = (until - since) / count;
    for (int i = 1; i < count; i++) numbers.addAll(List.of(each << 3 | (i % 2 == 0 ? 0 : 3), 0L));
    return numbers;
  }
}
