package dev.holdfast.pass;

import dev.holdfast.health.Assessment;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.FleetMemory;
import dev.holdfast.health.Maintenance;
import dev.holdfast.health.NodeGroup.Judged;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodeMemory;
import dev.holdfast.health.NodeView;
import dev.holdfast.health.Watch;
import dev.holdfast.plan.NodePlan;
import dev.holdfast.plan.NodePlanner;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The node loop's fold: judges every node and decides what is done to nodes. */
public final class NodePass {

  /** What a pass yields. */
  public record Result(FleetMemory memory, Fleet fleet, NodePlan plan) {}

  private NodePass() {}

  public static Result run(FleetMemory memory, NodeView view, Instant now) {
    var assessment = Assessment.of(memory, view, now);
    var plan = NodePlanner.plan(assessment, view, memory.lastMark(), now);
    var watch = memory.watch().next(view, assessment.guards(), now);
    var fleet = fleet(assessment, plan, watch, now);
    return new Result(remember(memory, assessment, plan, watch, now), fleet, plan);
  }

  private static FleetMemory remember(
      FleetMemory before, Assessment assessment, NodePlan plan, Watch watch, Instant now) {
    Map<String, NodeMemory> nodes = new HashMap<>();
    assessment.nodes().forEach(judged -> nodes.put(judged.node().name(), judged.memory()));
    var losses = before.losses().next(before.nodes(), assessment.nodes(), now);
    return new FleetMemory(
        nodes, assessment.zonesLostSince(), plan.lastMark(), watch, assessment.crowds(), losses);
  }

  private static Fleet fleet(Assessment assessment, NodePlan plan, Watch watch, Instant now) {
    var nodes = new HashMap<String, NodeHealth>();
    for (var judged : assessment.nodes()) {
      nodes.put(judged.node().name(), health(assessment, plan, judged));
    }
    return new Fleet(nodes, assessment.guards(), now, watch.blindSince(), assessment.observers());
  }

  private static NodeHealth health(Assessment assessment, NodePlan plan, Judged judged) {
    return new NodeHealth(
        judged.node(),
        judged.verdict(),
        Maintenance.of(judged.node()).orElse(null),
        plan.holds().get(judged.node().name()),
        assessment.zoneLostSince(judged).map(t -> t.plus(judged.rules().zoneDelay())).orElse(null),
        judged.rules().steering(),
        judged.lastSign(),
        assessment.silentPodsOn(judged));
  }
}
