package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.ConditionRule;
import dev.holdfast.api.ConditionRule.ConditionStatus;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.Span;
import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * A node that is judged each second from noon on, while its KernelDeadlock comes and goes. That
 * matters after 30 s, and its bad time is remembered for ten times that.
 */
final class DeadlockStory {
  static final NodeRules RULES = NodeRules.BUILT_IN;
  static final ConditionRule DEADLOCK =
      new ConditionRule("KernelDeadlock", ConditionStatus.True, Span.ofSeconds(30));
  static final NodeSignal PLAIN = node("{name: n}");
  static final Duration HOUR = Duration.ofHours(1);
  private static final Instant LONG_AGO = NOON.minus(HOUR);

  private final NodeRules rules;
  private final List<String> changes = new ArrayList<>();
  private NodeMemory memory = NodeMemory.fresh(PLAIN, NOON);
  private Instant watchedSince = LONG_AGO;
  private Instant since = LONG_AGO;
  private Instant heardAt = NOON;
  private boolean wasBad;
  private int second;

  DeadlockStory() {
    this(RULES);
  }

  private DeadlockStory(NodeRules rules) {
    this.rules = rules;
  }

  /** With a rule of its own for the condition. */
  static DeadlockStory whereItMattersAfter(Span time) {
    var rule = new ConditionRule(DEADLOCK.type(), DEADLOCK.status(), time);
    var spec = new NodePolicySpec(null, List.of(rule), null, null, null, null, null, null, null);
    return new DeadlockStory(new NodeRules(List.of(new NodePolicy("p", spec))));
  }

  /** Goes on from there. */
  static DeadlockStory from(int second, NodeMemory memory) {
    var story = new DeadlockStory();
    story.second = second;
    story.memory = memory;
    return story;
  }

  /** Nobody watched before noon. */
  static DeadlockStory ofANewLeader() {
    var story = new DeadlockStory();
    story.watchedSince = NOON;
    return story;
  }

  static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  static boolean sevenSecondsOfTen(int second) {
    return second % 10 < 7;
  }

  /** The last second is not judged any more. */
  DeadlockStory until(int end, IntPredicate bad) {
    for (; second < end; second++) {
      heardAt = at(second);
      look(bad.test(second));
    }
    return this;
  }

  DeadlockStory bad(int seconds) {
    return until(second + seconds, any -> true);
  }

  DeadlockStory well(int seconds) {
    return until(second + seconds, any -> false);
  }

  DeadlockStory silent(int seconds) {
    for (int end = second + seconds; second < end; second++) look(wasBad);
    return this;
  }

  /** Nobody watches for so long, and what is seen afterwards may be as it was. */
  DeadlockStory hole(Duration time) {
    second += Math.toIntExact(time.toSeconds());
    watchedSince = at(second);
    return this;
  }

  /** In seconds, once the condition stays away. */
  int wellAfter() {
    int begin = second;
    while (!(memory.verdict() instanceof Verdict.Healthy)) {
      well(1);
      assertThat(second - begin).as("it is well some day").isLessThan((int) HOUR.toSeconds());
    }
    return second - begin - 1;
  }

  NodeMemory memory() {
    return memory;
  }

  String verdict() {
    return memory.verdict().name();
  }

  /** Each that was another than the one before. */
  List<String> changes() {
    return List.copyOf(changes);
  }

  private void look(boolean bad) {
    if (bad != wasBad) since = at(second);
    wasBad = bad;
    var evidence = new Evidence(watchedSince, Reach.UNKNOWN, null);
    memory = NodeJudge.judge(memory, seen(bad), rules, evidence, at(second));
    if (changes.isEmpty() || !changes.getLast().equals(verdict())) changes.add(verdict());
  }

  private NodeSignal seen(boolean bad) {
    var ready = new ConditionSignal("Ready", "True", "", LONG_AGO);
    var deadlock =
        new ConditionSignal("KernelDeadlock", bad ? "True" : "False", "DockerHung", since);
    return new NodeSignal(
        PLAIN.name(),
        PLAIN.uid(),
        PLAIN.bootId(),
        PLAIN.seenAt(),
        PLAIN.labels(),
        PLAIN.annotations(),
        PLAIN.taints(),
        PLAIN.unschedulable(),
        Map.of("Ready", ready, "KernelDeadlock", deadlock),
        PLAIN.allocatable(),
        PLAIN.leaseStamp(),
        heardAt,
        PLAIN.wordIsOld(),
        PLAIN.addresses(),
        PLAIN.kubelet());
  }
}
