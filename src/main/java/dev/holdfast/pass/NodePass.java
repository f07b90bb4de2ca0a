package dev.holdfast.pass;

import dev.holdfast.health.Assessment;
import dev.holdfast.health.Brake;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.FleetMemory;
import dev.holdfast.health.Maintenance;
import dev.holdfast.health.NodeGroup;
import dev.holdfast.health.NodeGroup.Judged;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodeMemory;
import dev.holdfast.health.NodeRules;
import dev.holdfast.health.NodeView;
import dev.holdfast.health.Reach;
import dev.holdfast.health.Verdict;
import dev.holdfast.health.Watch;
import dev.holdfast.plan.NodePlan;
import dev.holdfast.plan.NodePlanner;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The node loop's fold: judges every node and decides what is done to nodes. */
public final class NodePass {

  /** What a pass yields. */
  public record Result(FleetMemory memory, Fleet fleet, NodePlan plan) {}

  private NodePass() {}

  public static Result run(FleetMemory memory, NodeView view, Instant now) {
    var assessment = Assessment.of(memory, view, now);
    var plan = NodePlanner.plan(assessment, view, memory.lastMark(), now);
    var watch = memory.watch().next(view, assessment.guards(), now);
    var fleet = fleet(assessment, plan, view, watch, now);
    return new Result(remember(memory, assessment, plan, watch, now), fleet, plan);
  }

  private static FleetMemory remember(
      FleetMemory before, Assessment assessment, NodePlan plan, Watch watch, Instant now) {
    Map<String, NodeMemory> nodes = new HashMap<>();
    assessment.nodes().forEach(judged -> nodes.put(judged.node().name(), judged.memory()));
    var losses = before.losses().next(before.nodes(), assessment.nodes(), now);
    return new FleetMemory(nodes, assessment.zonesLostSince(), plan.lastMark(), watch, losses);
  }

  private static Fleet fleet(
      Assessment assessment, NodePlan plan, NodeView view, Watch watch, Instant now) {
    var nodes = new HashMap<String, NodeHealth>();
    for (var judged : assessment.nodes()) {
      nodes.put(judged.node().name(), health(assessment, plan, view, judged, now));
    }
    return new Fleet(nodes, assessment.guards(), now, watch.blindSince());
  }

  private static NodeHealth health(
      Assessment assessment, NodePlan plan, NodeView view, Judged judged, Instant now) {
    var rules = NodeRules.forNode(judged.node(), view.policies());
    return new NodeHealth(
        judged.node(),
        judged.verdict(),
        Maintenance.of(judged.node()).orElse(null),
        plan.holds().get(judged.node().name()),
        assessment.zoneLostSince(judged).map(t -> t.plus(rules.zoneDelay())).orElse(null),
        rules.steering(),
        judged.heardAt(rules.probePeriod()),
        isForSure(assessment, judged, rules, now) ? assessment.silentPods() : Set.of());
  }

  /**
   * Two ways that fail together are proof for a pod only if no observer gets through, and if not
   * more nodes are silent at the same moment than may go: that would rather be our own way to them.
   */
  private static boolean isForSure(
      Assessment assessment, Judged judged, NodeRules rules, Instant now) {
    return judged.verdict() instanceof Verdict.Unreachable
        && judged.beyondStun()
        && judged.reach() instanceof Reach.Missed missed
        && missed.unanimous()
        && !now.isBefore(missed.since().plus(rules.settledAfter()))
        && assessment.groupsOf(judged).noneMatch(NodePass::isCrowd);
  }

  private static boolean isCrowd(NodeGroup group) {
    long gone =
        group.nodes().stream()
            .filter(j -> j.reach() instanceof Reach.Missed missed && missed.isSilent())
            .count();
    return gone > new Brake(group, Set.of()).limit();
  }
}
