package dev.holdfast.plan;

import dev.holdfast.health.Hold;
import java.util.List;
import java.util.Map;

/**
 * What to do to nodes, and why nothing may be done about some.
 *
 * @param holds by node name
 */
public record NodePlan(List<NodeStep> steps, Map<String, Hold> holds) {
  public NodePlan {
    steps = List.copyOf(steps);
    holds = Map.copyOf(holds);
  }

  public boolean marksSomething() {
    return steps.stream().anyMatch(NodeStep.Mark.class::isInstance);
  }
}
