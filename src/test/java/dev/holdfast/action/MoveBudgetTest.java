package dev.holdfast.action;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Hold;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MoveBudgetTest {
  private static final int PER_MINUTE = 10;
  private static final int OF_ONE_ALONE = 8;

  private final MoveBudget budget = new MoveBudget(PER_MINUTE);
  private int second;
  private int intents;

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
    assertThat(nothing.take("i", "shop", 0)).map(Hold::reason).contains("ClusterBrake");
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
    long now = Duration.ofSeconds(second).toNanos();
    return budget.take(intent, namespace, now).map(Hold::reason).orElse("done");
  }
}
