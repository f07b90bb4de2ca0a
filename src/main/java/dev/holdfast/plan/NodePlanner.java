package dev.holdfast.plan;

import dev.holdfast.health.Assessment;
import dev.holdfast.health.FleetMemory.LastMark;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Maintenance;
import dev.holdfast.health.Mark;
import dev.holdfast.health.NodeGroup.Judged;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodeJudge;
import dev.holdfast.health.NodeView;
import dev.holdfast.health.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides which nodes get our mark, which lose it, and which must wait. */
public final class NodePlanner {
  /** Nodes of a lost zone are marked together, but no more than this in one pass. */
  static final int MARKS_PER_PASS = 50;

  private final Assessment assessment;
  private final NodeView view;
  private final Instant now;
  private final Map<String, Hold> holds = new HashMap<>();
  private final List<NodeStep> steps = new ArrayList<>();
  private final Set<String> marking = new HashSet<>();
  private @Nullable LastMark lastMark;

  private NodePlanner(
      Assessment assessment, NodeView view, @Nullable LastMark lastMark, Instant now) {
    this.assessment = assessment;
    this.view = view;
    this.lastMark = lastMark;
    this.now = now;
  }

  public static NodePlan plan(
      Assessment assessment, NodeView view, @Nullable LastMark lastMark, Instant now) {
    return new NodePlanner(assessment, view, lastMark, now).plan();
  }

  private NodePlan plan() {
    assessment.nodes().forEach(this::holdByVetoOrGuard);
    assessment.nodes().forEach(this::voidConfirmation);
    assessment.nodes().stream().filter(this::mayBeReleased).forEach(this::release);
    assessment.nodes().stream()
        .filter(this::needsMark)
        .sorted(Comparator.comparing(NodePlanner::urgency).thenComparing(j -> j.node().name()))
        .forEach(this::mark);
    return new NodePlan(steps, holds, lastMark);
  }

  private void holdByVetoOrGuard(Judged judged) {
    var guard = assessment.guardOn(judged);
    var optOut = Maintenance.optOut(judged.node());
    if (guard.isPresent()) {
      hold(judged, guard.get().name(), guard.get().message(), "the guard releases by itself");
    } else if (optOut.isPresent()) {
      hold(judged, "Veto", "the node is opted out: " + optOut.get(), "remove it from the node");
    } else {
      assessment.crowdAround(judged).ifPresent(hold -> holds.put(judged.node().name(), hold));
    }
  }

  private void voidConfirmation(Judged judged) {
    var confirmation = judged.memory().confirmation();
    boolean over = judged.verdict().isLive() || judged.node().wordIsOld();
    if (confirmation != null && over && NodeJudge.isVoid(confirmation, judged.node())) {
      steps.add(
          new NodeStep.VoidConfirmation(
              judged.node().name(), judged.node().uid(), confirmation.bootId()));
    }
  }

  private boolean mayBeReleased(Judged judged) {
    var mark = Mark.of(judged.node());
    if (mark.isEmpty() || holds.containsKey(judged.node().name())) return false;
    if (mark.get().isSteering() && judged.verdict() instanceof Verdict.Healthy) {
      return !view.steer().contains(judged.node().name());
    }
    return !view.enforcing() || isWellForLong(judged);
  }

  private boolean isWellForLong(Judged judged) {
    return judged.verdict() instanceof Verdict.Healthy healthy
        && !now.isBefore(healthy.since().plus(quiet(judged)));
  }

  private Duration quiet(Judged judged) {
    return judged.rules().quietAfter(judged.memory().relapses());
  }

  private void release(Judged judged) {
    boolean own = Mark.of(judged.node()).map(Mark::ownTaint).orElse(false);
    var node = judged.node();
    steps.add(new NodeStep.Unmark(node.name(), node.uid(), own, view.enforcing()));
  }

  private boolean needsMark(Judged judged) {
    if (NodeHealth.isMarked(judged.node()) || holds.containsKey(judged.node().name())) return false;
    return switch (judged.verdict()) {
      case Verdict.Healthy h -> isToBeSteered(judged);
      case Verdict.Suspect s -> false;
      case Verdict.Impaired i -> holdsEnforced(judged) && isUnattended(judged);
      case Verdict.KubeletDown k -> holdsEnforced(judged) && isUnattended(judged);
      case Verdict.Unreachable u -> holdsEnforced(judged);
      case Verdict.Lost l -> holdsEnforced(judged);
      case Verdict.Dead d -> holdsEnforced(judged);
    };
  }

  private boolean holdsEnforced(Judged judged) {
    return view.holdsEnforced().test(judged.node().name());
  }

  private static boolean isUnattended(Judged judged) {
    return Maintenance.of(judged.node()).isEmpty();
  }

  private boolean isToBeSteered(Judged judged) {
    return view.steer().contains(judged.node().name()) && judged.rules().steering();
  }

  /** Silent nodes before those that still answer, the longest ill first. */
  private static String urgency(Judged judged) {
    return (judged.verdict().isLive() ? "1 " : "0 ") + judged.verdict().since();
  }

  private void mark(Judged judged) {
    var refusal = refuseMark(judged);
    if (refusal.isPresent()) {
      holds.put(judged.node().name(), refusal.get());
      return;
    }
    boolean ownTaint = !judged.node().bearsOurTaint();
    boolean steering = judged.verdict() instanceof Verdict.Healthy;
    var why = steering ? Mark.STEERING : judged.verdict().name();
    var mark = new Mark(why, ownTaint, judged.memory().relapses(), now);
    steps.add(new NodeStep.Mark(judged.node().name(), judged.node().uid(), mark));
    marking.add(judged.node().name());
    lastMark = new LastMark(judged.node().name(), now);
  }

  private Optional<Hold> refuseMark(Judged judged) {
    for (var group : assessment.groupsOf(judged).toList()) {
      if (!assessment.brake(group).admits(judged, marking)) {
        return Optional.of(
            new Hold(
                "Brake",
                "at most %d of %d nodes%s may be acted on at once"
                    .formatted(group.limit(), group.nodes().size(), of(group.policy().name())),
                "a node that is acted on becomes well, or brake.maxUnhealthy is raised"));
      }
      if (isTooSoon(judged, group.policy().spec().brake().pace().value())) {
        return Optional.of(
            new Hold("Pace", "another node was just acted on", "brake.pace has passed"));
      }
    }
    return Optional.empty();
  }

  /** The nodes of a lost zone are one event: they are marked together. */
  private boolean isTooSoon(Judged judged, Duration pace) {
    if (marking.size() >= MARKS_PER_PASS) return true;
    if (assessment.zoneLostSince(judged).isPresent()) return false;
    if (lastMark == null || lastMark.node().equals(judged.node().name())) return false;
    return now.isBefore(lastMark.at().plus(pace));
  }

  private static String of(String policy) {
    return policy.isEmpty() ? "" : " of NodeHealthPolicy " + policy;
  }

  private void hold(Judged judged, String reason, String message, String release) {
    holds.put(judged.node().name(), new Hold(reason, message, release));
  }
}
