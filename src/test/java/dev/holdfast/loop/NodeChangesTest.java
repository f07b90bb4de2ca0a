package dev.holdfast.loop;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Observation;
import dev.holdfast.health.Verdict;
import dev.holdfast.ops.Bulkhead;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NodeChangesTest {
  private static final Fleet WELL = of("n", new Verdict.Healthy(NOON));
  private static final Fleet LOST = of("n", new Verdict.Lost(NOON, "silent"));

  private final List<Set<String>> heard = new ArrayList<>();
  private boolean fails;
  private final NodeChanges changes = new NodeChanges(this::hear, new Bulkhead());

  private void hear(Set<String> names) {
    if (fails) throw new ArithmeticException("long overflow");
    heard.add(names);
  }

  @Test
  void whatLooksTheSameIsNotSaid() {
    changes.say(WELL, WELL, false);
    assertThat(heard).isEmpty();
  }

  @Test
  void aChangedVerdictIsSaidOnce() {
    changes.say(WELL, LOST, false);
    changes.say(LOST, LOST, false);
    assertThat(heard).containsExactly(Set.of("n"));
  }

  @Test
  void whatNobodyCouldBeToldIsSaidLaterThoughNothingChangesAnyMore() {
    fails = true;
    changes.say(WELL, LOST, false);
    fails = false;
    changes.say(LOST, LOST, false);
    changes.say(LOST, LOST, false);
    assertThat(heard).containsExactly(Set.of("n"));
  }

  @Test
  void allIsSaidAgainWhereItIsAskedForOrTheSightIsAnother() {
    changes.say(LOST, LOST, true);
    changes.say(new Fleet(LOST.nodes(), List.of(), NOON, NOON, List.of()), LOST, false);
    assertThat(heard).containsExactly(Set.of("n"), Set.of("n"));
  }

  @Test
  void thatAnObserverVotesNoMoreIsSaidWithoutAnyNode() {
    var abstains = List.<Observation>of(new Observation.Abstains("o", "a", "cut off"));
    var after = new Fleet(WELL.nodes(), WELL.guards(), NOON, null, abstains);

    changes.say(WELL, after, false);
    changes.say(after, after, false);

    assertThat(heard).containsExactly(Set.of());
  }

  private static Fleet of(String name, Verdict verdict) {
    return fleet(health(node("{name: " + name + "}"), verdict));
  }
}
