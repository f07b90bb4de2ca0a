package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.fault.FaultFinder;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Pods on their way out of a Dead node whose class needs no takeover are not lost anew: all that
 * can be wrong with them is that they do not go.
 */
public final class FaultFilter {
  private FaultFilter() {}

  public static List<Fault> actionable(List<Fault> faults, PolicyView view, Instant now) {
    var decider = new Decider(view, Standing.of(view), now);
    return faults.stream()
        .flatMap(
            fault ->
                isMoot(fault, view, decider)
                    ? FaultFinder.overdue(fault.pod(), view.faultView(), now).stream()
                    : Stream.of(fault))
        .toList();
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
