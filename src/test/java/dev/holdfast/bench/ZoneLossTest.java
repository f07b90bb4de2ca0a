package dev.holdfast.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.PodRef;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A zone of 300 nodes with 3,000 selected pods of 100 policies is lost at once. */
class ZoneLossTest {
  private static final int NODES = 300;
  private static final int POLICIES = 100;
  private static final int PODS = 90;
  private static final int LOST = POLICIES * PODS / ZoneCluster.ZONES;

  private final ZoneCluster cluster = new ZoneCluster(NODES, POLICIES, PODS, ZoneLoss.NOON);
  private final ZoneLoss loss = new ZoneLoss(cluster);

  @Test
  void whoIsBelowItsPromiseGoesFirstAndNobodyCostsTheApiServerMoreThanItsShare() {
    loss.untilCalm();
    assertThat(cluster.moved).hasSize(LOST / 2).allMatch(ZoneLossTest::promisesMuch);
    loss.skip(Duration.ofMinutes(5));
    loss.untilCalm();
    var later = cluster.moved.subList(LOST / 2, cluster.moved.size());
    assertThat(later).hasSize(LOST / 2).noneMatch(ZoneLossTest::promisesMuch);
    assertThat(cluster.moved).extracting(PodRef::uid).doesNotHaveDuplicates();
    withinTheBudget();
  }

  /** Workloads of even numbers promise 90 %, the others 50 %. */
  private static boolean promisesMuch(PodRef pod) {
    return Integer.parseInt(pod.name().split("-")[1]) % 2 == 0;
  }

  private void withinTheBudget() {
    assertThat(cluster.nodes.keySet().stream().filter(ZoneCluster::isLost)).hasSize(NODES);
    assertThat(requests("pod", "node look")).isLessThanOrEqualTo(4 * LOST);
    assertThat(requests("mark")).isLessThanOrEqualTo(3 * NODES);
    assertThat(requests("status", "handbrake"))
        .isLessThanOrEqualTo(3 * loss.actingTurns + loss.tellingTurns);
  }

  private int requests(String... kinds) {
    return List.of(kinds).stream().mapToInt(kind -> cluster.requests.getOrDefault(kind, 0)).sum();
  }
}
