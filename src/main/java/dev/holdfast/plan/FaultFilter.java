package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.List;

/** Leaves out pods on their way out of a Dead node whose class needs no takeover. */
public final class FaultFilter {
  private FaultFilter() {}

  public static List<Fault> actionable(List<Fault> faults, PolicyView view, Instant now) {
    var decider = new Decider(view, Standing.of(view), now);
    return faults.stream().filter(fault -> !isMoot(fault, view, decider)).toList();
  }

  private static boolean isMoot(Fault fault, PolicyView view, Decider decider) {
    if (!fault.pod().isDeleting() || !(fault instanceof Fault.NodeLost)) return false;
    return !isTakenOver(fault.pod(), view, decider);
  }

  private static boolean isTakenOver(PodSignal pod, PolicyView view, Decider decider) {
    var workload = new Classifier(view).classify(pod);
    return view.fleet()
        .node(String.valueOf(pod.node()))
        .map(node -> decider.permit(pod, workload, node))
        .filter(Permit.ForceDelete.class::isInstance)
        .isPresent();
  }
}
