package dev.holdfast.plan;

import dev.holdfast.health.FleetMemory.LastMark;
import dev.holdfast.health.Hold;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to do to nodes, and why nothing may be done about some.
 *
 * @param holds by node name
 * @param lastMark the last node that this plan or an earlier one marks
 */
public record NodePlan(List<NodeStep> steps, Map<String, Hold> holds, @Nullable LastMark lastMark) {
  public NodePlan {
    steps = List.copyOf(steps);
    holds = Map.copyOf(holds);
  }
}
