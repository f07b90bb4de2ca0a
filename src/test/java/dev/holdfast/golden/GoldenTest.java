package dev.holdfast.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.holdfast.health.Fleet;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.NodeStep;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the deciding packages to the golden files; with {@code -Dgolden.rewrite=true} it writes
 * what they expect anew, for review. {@code -Dgolden.seed} repeats a run's order.
 */
class GoldenTest {
  private static final long SEED = Long.getLong("golden.seed", new Random().nextLong());

  /** Enough orders that a plan which depends on one seldom escapes, few enough to stay fast. */
  private static final int ORDERS = 5;

  @TestFactory
  Stream<DynamicTest> cases() {
    return GoldenFile.all().stream()
        .map(file -> dynamicTest(file.golden().title(), file.path().toUri(), () -> check(file)));
  }

  @Test
  void thereAreEnoughCases() {
    assertThat(GoldenFile.all()).hasSizeGreaterThanOrEqualTo(60);
  }

  @Test
  void titlesAreUnique() {
    assertThat(GoldenFile.all()).extracting(f -> f.golden().title()).doesNotHaveDuplicates();
  }

  @Test
  void aKeyThatNobodyReadsFails() {
    assertThatThrownBy(() -> GoldenFile.parse("case: x\npolicies: []\npodz: []\n"))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("podz");
    assertThatThrownBy(
            () -> GoldenFile.parse("case: x\npolicies: [{name: a, spec: {selektor: {}}}]\n"))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("selektor");
  }

  private static void check(GoldenFile file) {
    var world = GoldenWorld.of(file.golden());
    var round = GoldenRound.of(world);
    var actual = GoldenFile.expectation(expectation(file.golden(), round));
    if (Boolean.getBoolean("golden.rewrite")) file.rewrite(actual);
    else assertThat(actual).as("whole plan; `make golden` rewrites it").isEqualTo(file.expect());
    idsAreUnique(round);
    theOrderDoesNotMatter(world, round);
    openIntentsAreTheSameOnceMore(round);
    nothingNewIsDoneOnceItIsDone(round);
    nodeStepsThatAreDoneAreNotPlannedAgain(round);
  }

  private static Map<String, Object> expectation(GoldenCase golden, GoldenRound round) {
    var expectation = new LinkedHashMap<>(new GoldenReport(round).report());
    if (Boolean.TRUE.equals(golden.onceMarked())) {
      expectation.put("onceMarked", new GoldenReport(round.onceMarked()).report());
    }
    return expectation;
  }

  private static void idsAreUnique(GoldenRound round) {
    round
        .results()
        .map(PolicyPass.Result::memory)
        .forEach(
            memory -> {
              assertThat(memory.incidents()).extracting(Incident::id).doesNotHaveDuplicates();
              assertThat(memory.intents()).extracting(Intent::id).doesNotHaveDuplicates();
            });
  }

  private static void theOrderDoesNotMatter(GoldenWorld world, GoldenRound round) {
    var random = new Random(SEED);
    for (int i = 0; i < ORDERS; i++) {
      var other = GoldenRound.of(world.shuffled(random));
      assertThat(decisions(other))
          .as("shuffled with -Dgolden.seed=" + SEED)
          .isEqualTo(decisions(round));
    }
  }

  /** All but the order in which views list what they show. */
  private static Map<String, Object> decisions(GoldenRound round) {
    var decisions = new LinkedHashMap<String, Object>();
    round.turns().forEach((name, turn) -> decisions.put(name, decisions(turn.result())));
    decisions.put("node steps", Set.copyOf(round.nodes().plan().steps()));
    decisions.put("node holds", round.nodes().plan().holds());
    decisions.put("nodes", round.nodes().fleet().nodes());
    decisions.put("guards", guards(round.nodes().fleet()));
    return decisions;
  }

  private static Object guards(Fleet fleet) {
    return fleet.guards().stream().collect(Collectors.toSet());
  }

  private static Object decisions(PolicyPass.Result result) {
    return Map.of("memory", result.memory(), "plan", result.plan(), "standing", result.standing());
  }

  private static void openIntentsAreTheSameOnceMore(GoldenRound round) {
    var again = round.againUnsettled();
    assertThat(again.acts()).as("intents still open").isEqualTo(round.acts().toList());
    assertThat(again.memories()).as("memories once more").isEqualTo(round.memories());
  }

  private static void nothingNewIsDoneOnceItIsDone(GoldenRound round) {
    var acted = round.acts().map(Intent::incident).collect(Collectors.toSet());
    var again = round.againSettled();
    boolean wasFull =
        round
            .results()
            .flatMap(result -> result.plan().held().stream())
            .anyMatch(held -> held.reason().equals("PassFull"));
    assertThat(openIds(again)).as("incidents that await their replacement").containsAll(acted);
    assertThat(again.acts())
        .as("intents after all were done")
        .noneMatch(intent -> acted.contains(intent.incident()))
        .matches(acts -> wasFull || acts.isEmpty());
  }

  private static List<String> openIds(GoldenRound round) {
    return round
        .results()
        .flatMap(result -> result.memory().open().stream())
        .map(Incident::id)
        .toList();
  }

  private static void nodeStepsThatAreDoneAreNotPlannedAgain(GoldenRound round) {
    var done = round.nodes().plan().steps().stream().map(NodeStep::node).toList();
    assertThat(round.onceMarked().nodes().plan().steps())
        .as("steps after all were done")
        .noneMatch(step -> done.contains(step.node()));
  }
}
