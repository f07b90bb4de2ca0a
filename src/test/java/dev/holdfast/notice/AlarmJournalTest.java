package dev.holdfast.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AlarmJournalTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final Alarm DOWN =
      new Alarm(AlarmReason.Unavailable, "Policy/web", "", "down", "look");
  private static final Alarm LOST =
      new Alarm(AlarmReason.FaultDetected, "Deployment/web", "NodeLost", "pod a: NodeLost", "look");
  private static final List<String> BOTH = List.of("am", "hook");

  private Instant now = NOON;
  private AlarmJournal journal = AlarmJournal.EMPTY;

  @Test
  void whatBeginsIsToldToEachReceiver() {
    look(BOTH, DOWN);
    assertThat(due()).containsExactly("am 1 firing: down", "hook 1 firing: down");
  }

  @Test
  void whatAReceiverTookIsNotToldAgain() {
    look(BOTH, DOWN);
    taken("am");
    assertThat(due()).containsExactly("hook 1 firing: down");
    look(BOTH, DOWN);
    assertThat(due()).containsExactly("hook 1 firing: down");
  }

  @Test
  void howItEndedIsToldOnceItIsOver() {
    look(BOTH, LOST);
    taken("am");
    journal =
        journal.after(
            new Situation(
                About.policy("shop", "web"),
                List.of(),
                Map.of(LOST.key(), "recovered after 12s"),
                null),
            BOTH,
            now);
    assertThat(due())
        .containsExactly("am 2 over: recovered after 12s", "hook 1 firing: pod a: NodeLost");
  }

  @Test
  void whatEndsBecauseNobodyLooksAnyMoreSaysSo() {
    look(List.of("hook"), LOST);
    taken("hook");
    var refused =
        Situation.allOver(About.policy("shop", "web"), "the policy is not in force any more");
    journal = journal.after(refused, List.of("hook"), now);
    assertThat(due()).containsExactly("hook 2 over: the policy is not in force any more");
  }

  @Test
  void whenThePolicyIsDeletedWhoKnowsThatItFiresHearsThatItIsOver() {
    look(BOTH, DOWN);
    taken("am");
    assertThat(journal.farewell(BOTH, now))
        .singleElement()
        .returns("am", Dispatch::channel)
        .returns(false, Dispatch::firing)
        .returns("the policy was deleted", Dispatch::message);
  }

  @Test
  void whoMissedBothHearsOfTheFiringBeforeTheEnd() {
    look(List.of("hook"), DOWN);
    look(List.of("hook"));
    assertThat(due()).containsExactly("hook 1 firing: down");
    taken("hook");
    assertThat(due()).containsExactly("hook 2 over: down");
    taken("hook");
    assertThat(due()).isEmpty();
  }

  @Test
  void whatComesBackWithinAQuarterOfAnHourIsToldWhenThatIsOver() {
    look(List.of("hook"), DOWN);
    taken("hook");
    look(List.of("hook"));
    taken("hook");
    pass(Duration.ofMinutes(5));
    look(List.of("hook"), DOWN);
    assertThat(due()).isEmpty();
    assertThat(journal.lookAgain(now)).contains(NOON.plus(AlarmEntry.QUIET));
    pass(Duration.ofMinutes(10));
    look(List.of("hook"), DOWN);
    assertThat(due()).containsExactly("hook 3 firing: down");
  }

  @Test
  void whatCameAndWentWithinThatTimeIsNotToldTwice() {
    look(List.of("hook"), DOWN);
    taken("hook");
    look(List.of("hook"));
    taken("hook");
    pass(Duration.ofMinutes(5));
    look(List.of("hook"), DOWN);
    look(List.of("hook"));
    pass(Duration.ofMinutes(20));
    look(List.of("hook"));
    assertThat(due()).isEmpty();
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void anEndThatAReceiverMissedIsNotToldWhileTheMatterIsBack() {
    look(List.of("hook"), DOWN);
    taken("hook");
    look(List.of("hook"));
    failed("hook", "it answered 503");
    pass(Duration.ofMinutes(5));
    look(List.of("hook"), DOWN);
    assertThat(due()).isEmpty();
    assertThat(journal.firing("hook")).allMatch(Dispatch::firing).hasSize(1);
    pass(Duration.ofMinutes(10));
    look(List.of("hook"), DOWN);
    assertThat(due()).containsExactly("hook 3 firing: down");
  }

  @Test
  void anEndThatWasHeldBackIsToldWithItsTimeWhenTheMatterIsOverAgain() {
    look(List.of("hook"), DOWN);
    taken("hook");
    look(List.of("hook"));
    look(List.of("hook"), DOWN);
    pass(Duration.ofMinutes(5));
    look(List.of("hook"));
    assertThat(journal.due(now)).singleElement().returns(now, Dispatch::until);
  }

  @Test
  void whoMissedWhatCameAndWentSinceHearsOnlyOfTheLast() {
    look(List.of("hook"), DOWN);
    look(List.of("hook"));
    pass(AlarmEntry.QUIET);
    look(List.of("hook"), DOWN);
    assertThat(due()).containsExactly("hook 3 firing: down");
    look(List.of("hook"));
    taken("hook");
    assertThat(journal.due(now)).singleElement().returns(now, Dispatch::until);
  }

  @Test
  void aReceiverThatFailsIsTriedAgainEverMoreSeldom() {
    look(List.of("hook"), DOWN);
    for (long pause : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
      assertThat(due()).hasSize(1);
      failed("hook", "it answered 503");
      assertThat(due()).isEmpty();
      assertThat(journal.lookAgain(now)).contains(now.plusSeconds(pause));
      pass(Duration.ofSeconds(pause));
    }
    assertThat(delivery("hook").error()).isEqualTo("it answered 503");
    taken("hook");
    assertThat(delivery("hook")).isEqualTo(new Delivery(1, now, 0, null, null));
  }

  @Test
  void whatNotAllHaveHeardIsKeptForAsLongAsItTakes() {
    look(List.of("hook"), DOWN);
    look(List.of("hook"));
    pass(Duration.ofDays(3));
    look(List.of("hook"));
    assertThat(due()).containsExactly("hook 1 firing: down");
  }

  @Test
  void aNewReceiverHearsOfWhatFiresAndNotOfWhatIsOver() {
    look(List.of("am"), DOWN, LOST);
    look(List.of("am"), DOWN);
    look(BOTH, DOWN);
    assertThat(due()).contains("hook 1 firing: down").noneMatch(told -> told.contains("hook 2"));
    assertThat(due()).filteredOn(told -> told.startsWith("hook")).hasSize(1);
  }

  @Test
  void aReceiverThatIsNotWantedAnyMoreHoldsNothingBack() {
    look(BOTH, DOWN);
    taken("am");
    look(List.of("am"));
    taken("am");
    pass(AlarmEntry.QUIET);
    look(List.of("am"));
    assertThat(journal.entries()).isEmpty();
  }

  @Test
  void anAnswerToAnOlderRevisionChangesNothing() {
    look(List.of("hook"), DOWN);
    var first = journal.due(now).getFirst();
    taken("hook");
    look(List.of("hook"));
    taken("hook");
    var before = journal;
    journal = journal.after(List.of(first.failed("late"), first.taken()), now);
    assertThat(journal).isEqualTo(before);
  }

  @Test
  void anAnswerAboutAnEarlierAlarmOfThatMatterSaysNothingOfThisOne() {
    look(List.of("hook"), DOWN);
    var earlier = journal.due(now).getFirst();
    journal = AlarmJournal.EMPTY;
    pass(Duration.ofSeconds(1));
    look(List.of("hook"), DOWN);
    journal = journal.after(List.of(earlier.taken()), now);
    assertThat(due()).containsExactly("hook 1 firing: down");
  }

  @Test
  void ofTooManyThoseAreKeptThatFireAndThatNobodyHeardOf() {
    look(List.of("hook"), DOWN);
    taken("hook");
    look(List.of("hook"));
    taken("hook");
    look(List.of("hook"), many(Places.MOST));
    assertThat(journal.entries()).hasSize(Places.MOST).noneMatch(AlarmEntry::isOver);
  }

  @Test
  void ofMoreThanHavePlacesEachIsToldOnceAndTheRestIsCounted() {
    look(List.of("hook"), many(40));
    assertThat(due()).hasSize(Places.MOST + 1).contains("hook 1 firing: also the matter: 8 Held");
    taken("hook");
    for (int again = 0; again < 3; again++) {
      pass(Duration.ofSeconds(1));
      look(List.of("hook"), many(40));
      assertThat(due()).isEmpty();
    }
  }

  @Test
  void theEndOfOneIsToldBeforeAnotherHasItsPlace() {
    look(List.of("hook"), many(40));
    taken("hook");
    var others = Arrays.stream(many(40)).skip(1).toArray(Alarm[]::new);
    look(List.of("hook"), others);
    assertThat(due()).containsExactly("hook 2 over: held R0");
    taken("hook");
    look(List.of("hook"), others);
    assertThat(due()).containsExactly("hook 1 firing: held R32");
    assertThat(messages()).contains("also the matter: 7 Held");
  }

  @Test
  void ofThoseThatAreOverTheOldestEndMakesRoomFirst() {
    look(List.of("hook"), many(Places.MOST));
    taken("hook");
    look(List.of("hook"), Arrays.stream(many(Places.MOST)).skip(2).toArray(Alarm[]::new));
    taken("hook");
    pass(Duration.ofMinutes(1));
    look(List.of("hook"), Arrays.stream(many(Places.MOST)).skip(3).toArray(Alarm[]::new));
    taken("hook");
    var matters = Stream.concat(Arrays.stream(many(Places.MOST)).skip(3), Stream.of(DOWN, LOST));
    look(List.of("hook"), matters.toArray(Alarm[]::new));
    assertThat(messages()).contains("held R2", "down").doesNotContain("held R0", "held R1");
  }

  @Test
  void aReceiverThatIsDownHidesWhatFiresFromOthersForAQuarterOfAnHourAtMost() {
    look(BOTH, many(Places.MOST));
    taken("am");
    look(BOTH);
    taken("am");
    look(BOTH, DOWN);
    assertThat(messages()).contains("also the matter: 1 Unavailable").doesNotContain("down");
    pass(AlarmEntry.QUIET);
    look(BOTH, DOWN);
    assertThat(due()).contains("am 1 firing: down");
  }

  @Test
  void whatComesBackKeepsItsPlaceAndItsQuietTime() {
    look(List.of("hook"), many(Places.MOST));
    taken("hook");
    look(List.of("hook"), Arrays.stream(many(Places.MOST)).skip(1).toArray(Alarm[]::new));
    taken("hook");
    var matters = Stream.concat(Arrays.stream(many(Places.MOST)), Stream.of(DOWN));
    look(List.of("hook"), matters.toArray(Alarm[]::new));
    assertThat(due()).containsExactly("hook 1 firing: also the matter: 1 Unavailable");
  }

  @Test
  void theCriticalHavePlacesBeforeOthers() {
    look(BOTH, Stream.concat(Arrays.stream(many(40)), Stream.of(DOWN)).toArray(Alarm[]::new));
    assertThat(messages()).contains("down", "also the matter: 9 Held");
  }

  @Test
  void whenAllHavePlacesTheCountIsOver() {
    look(List.of("hook"), many(40));
    taken("hook");
    look(List.of("hook"), many(3));
    assertThat(due()).contains("hook 2 over: each has a place of its own, or is over");
  }

  @Test
  void whatFiresIsRepeatedOnlyToWhoTookIt() {
    look(BOTH, DOWN);
    assertThat(journal.firing("am")).isEmpty();
    taken("am");
    assertThat(journal.firing("am")).hasSize(1);
    look(BOTH);
    assertThat(journal.firing("am")).isEmpty();
  }

  private static Alarm[] many(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new Alarm(AlarmReason.Held, "Policy/web", "R" + i, "held R" + i, "look"))
        .toArray(Alarm[]::new);
  }

  private List<String> messages() {
    return journal.entries().stream().map(entry -> entry.alarm().message()).toList();
  }

  private void look(List<String> channels, Alarm... alarms) {
    journal =
        journal.after(
            new Situation(About.policy("shop", "web"), List.of(alarms), Map.of(), null),
            channels,
            now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  private void taken(String channel) {
    journal = journal.after(dueTo(channel).stream().map(Dispatch::taken).toList(), now);
  }

  private void failed(String channel, String why) {
    journal = journal.after(dueTo(channel).stream().map(d -> d.failed(why)).toList(), now);
  }

  private List<Dispatch> dueTo(String channel) {
    return journal.due(now).stream().filter(d -> d.channel().equals(channel)).toList();
  }

  private Delivery delivery(String channel) {
    return journal.entries().getFirst().deliveries().get(channel);
  }

  private List<String> due() {
    return journal.due(now).stream()
        .map(
            d ->
                d.channel()
                    + " "
                    + d.revision()
                    + (d.firing() ? " firing: " : " over: ")
                    + d.message())
        .toList();
  }
}
