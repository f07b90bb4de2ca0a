package dev.holdfast.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Hold;
import dev.holdfast.plan.Urgency;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveBudgetTest {
  private static final int PER_MINUTE = 10;
  private static final int OF_ONE_ALONE = 8;

  private final MoveBudget budget = new MoveBudget(PER_MINUTE);
  private int second;
  private int intents;
  private static final Urgency CALM = new Urgency(false, 1);
  private static final Urgency NO_BUDGET = new Urgency(false, -2);
  private static final Urgency BELOW = new Urgency(true, 1);

  @Test
  void oneNamespaceAloneLeavesRoomForANewcomer() {
    assertThat(taken("churn", PER_MINUTE)).isEqualTo(OF_ONE_ALONE);
    assertThat(why("churn")).isEqualTo("NamespaceShare");
    assertThat(why("calm")).isEqualTo("done");
  }

  @Test
  void allNamespacesTogetherTakeNoMoreThanTheClusterBears() {
    long done = IntStream.range(0, 50).filter(i -> why("tenant-" + i).equals("done")).count();
    assertThat(done).isEqualTo(PER_MINUTE);
    assertThat(why("one-more")).isEqualTo("ClusterBrake");
  }

  @Test
  void aNamespaceThatChurnsCannotStarveAnother() {
    taken("churn", PER_MINUTE);
    var done = minutes(10, List.of("churn", "churn", "churn", "churn", "calm"));
    assertThat(done.get("calm")).isGreaterThanOrEqualTo(10 * PER_MINUTE / 2 - PER_MINUTE);
  }

  @Test
  void moreNamespacesThanMovesAreServedInTurn() {
    var askers = IntStream.range(0, 3 * PER_MINUTE).mapToObj(i -> "tenant-" + i).toList();
    var done = minutes(9, askers);
    assertThat(done.values()).allSatisfy(n -> assertThat(n).isBetween(2, 4));
    assertThat(done).hasSameSizeAs(askers);
  }

  @Test
  void whoDoesNotAskAnyMoreKeepsNobodyWaiting() {
    for (int i = 0; i < 2 * PER_MINUTE; i++) why("tenant-" + i);
    second += 61;
    assertThat(taken("churn", PER_MINUTE)).isEqualTo(OF_ONE_ALONE);
  }

  @Test
  void aMoveThatIsGivenBackIsNobodys() {
    for (int i = 0; i < 3 * PER_MINUTE; i++) {
      assertThat(take("shop", "x")).isEqualTo("done");
      budget.giveBack("x");
    }
  }

  @Test
  void aBudgetOfNothingAllowsNothing() {
    var nothing = new MoveBudget(0);
    assertThat(nothing.take("i", claimant("shop", "web", CALM), 0))
        .map(Hold::reason)
        .contains("ClusterBrake");
  }

  @ParameterizedTest(name = "below {0}, {1} left, waits; below {2}, {3} left, asks: {4}")
  @CsvSource({
    "false, 0.2, false, 0.9, MoreUrgentFirst",
    "false, -3.0, false, 0.0, MoreUrgentFirst",
    "true, 1.0, false, -3.0, MoreUrgentFirst",
    "true, 0.2, true, 0.9, MoreUrgentFirst",
    "false, 0.9, false, 0.9, done",
    "false, 0.9, false, 0.2, done",
    "false, -3.0, true, 1.0, done",
  })
  void theLastMoveOfANamespaceIsForWhoeverOfItIsMoreUrgent(
      boolean waiterBelow, double waiterLeft, boolean below, double left, String expected) {
    allButOneMoveIsFree(claimant("shop", "waits", new Urgency(waiterBelow, waiterLeft)));
    assertThat(why(claimant("shop", "asks", new Urgency(below, left)))).isEqualTo(expected);
  }

  @Test
  void whoHadItsTurnIsAheadOfNobody() {
    var waiter = claimant("shop", "waits", NO_BUDGET);
    allButOneMoveIsFree(waiter);
    assertThat(why(waiter)).isEqualTo("done");
    second += 55;
    assertThat(why(claimant("shop", "asks", CALM))).isEqualTo("done");
  }

  @Test
  void whoDoesNotAskAgainWithinAMinuteIsAheadOfNobody() {
    var asks = claimant("shop", "asks", CALM);
    allButOneMoveIsFree(claimant("shop", "waits", NO_BUDGET));
    assertThat(why(asks)).isEqualTo("MoreUrgentFirst");
    second += 60;
    assertThat(why(asks)).isEqualTo("done");
  }

  @Test
  void noObjectiveHelpsAgainstAnotherNamespace() {
    assertThat(taken("calm", PER_MINUTE)).isEqualTo(OF_ONE_ALONE);
    for (int i = 0; i < PER_MINUTE; i++) why(claimant("greedy", "p" + i, BELOW));
    second += 59;
    why(claimant("greedy", "waits", new Urgency(true, -1e6)));
    second += 1;
    assertThat(taken("calm", PER_MINUTE)).isEqualTo(PER_MINUTE / 2);
  }

  /** The claimant was refused when the namespace had used its share, of which one move is over. */
  private void allButOneMoveIsFree(Claimant waiter) {
    why("shop");
    second += 5;
    taken("shop", OF_ONE_ALONE - 1);
    assertThat(why(waiter)).isEqualTo("NamespaceShare");
    second += 55;
  }

  private String why(Claimant claimant) {
    return take(claimant, "intent-" + intents++);
  }

  /** Everybody asks each second, those named more than once more often; who got how many. */
  private Map<String, Integer> minutes(int minutes, List<String> askers) {
    var done = new HashMap<String, Integer>();
    for (int i = 0; i < minutes * 60; i++) {
      second++;
      for (var asker : askers) {
        if (why(asker).equals("done")) done.merge(asker, 1, Integer::sum);
      }
    }
    return done;
  }

  private int taken(String namespace, int asked) {
    return (int) IntStream.range(0, asked).filter(i -> why(namespace).equals("done")).count();
  }

  private String why(String namespace) {
    return take(namespace, "intent-" + intents++);
  }

  private String take(String namespace, String intent) {
    return take(claimant(namespace, "web", CALM), intent);
  }

  private static Claimant claimant(String namespace, String policy, Urgency urgency) {
    return new Claimant(namespace, policy, urgency);
  }

  private String take(Claimant claimant, String intent) {
    long now = Duration.ofSeconds(second).toNanos();
    return budget.take(intent, claimant, now).map(Hold::reason).orElse("done");
  }
}
