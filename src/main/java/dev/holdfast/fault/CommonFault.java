package dev.holdfast.fault;

import dev.holdfast.signal.PodSignal;
import java.util.List;
import java.util.function.Predicate;

/**
 * Many pods failing alike on several well nodes is a dependency or a bad rollout: restarts would
 * only add to it, so those faults become the application's.
 */
final class CommonFault {
  /** On one node alone it could still be the node. */
  static final int NODES = 2;

  private final FaultView view;
  private final List<Fault> faults;

  private CommonFault(FaultView view, List<Fault> faults) {
    this.view = view;
    this.faults = faults;
  }

  static List<Fault> recognise(FaultView view, List<Fault> faults) {
    var common = new CommonFault(view, faults);
    return faults.stream().map(common::judge).toList();
  }

  private Fault judge(Fault fault) {
    return switch (fault) {
      case Fault.NotReady f -> isCommon(f.pod()) ? common(f) : f;
      case Fault.StartupOverdue f -> isCommon(f.pod()) ? common(f) : f;
      case Fault.CrashLoop f -> isCommon(f.pod()) ? common(f) : f;
      case Fault.OnImpairedNode f -> f;
      case Fault.NodeLost f -> f;
      case Fault.NodeGone f -> f;
      case Fault.PendingTooLong f -> f;
      case Fault.ImagePullFailed f -> f;
      case Fault.PodFailed f -> f;
      case Fault.StuckTerminating f -> f;
      case Fault.ApplicationFault f -> f;
    };
  }

  private static Fault common(Fault fault) {
    return new Fault.ApplicationFault(
        fault.pod(),
        fault.since(),
        "more than half of the pods fail on several healthy nodes (%s)".formatted(fault.kind()));
  }

  private boolean isCommon(PodSignal pod) {
    return mostFail(other -> true)
        || mostFail(other -> Owners.sameWorkload(pod, other, view.owners()));
  }

  private boolean mostFail(Predicate<PodSignal> scope) {
    var pods = view.pods().stream().filter(PodSignal::isActive).filter(scope).toList();
    var failing = pods.stream().filter(this::fails).toList();
    long nodes = failing.stream().map(PodSignal::node).distinct().count();
    return failing.size() * 2 > pods.size() && nodes >= NODES;
  }

  /** Unready after having been ready counts at once: the others must not be restarted meanwhile. */
  private boolean fails(PodSignal pod) {
    if (pod.node() == null || pod.ready() || !view.fleet().isHealthy(pod.node())) return false;
    return pod.everReady() || faults.stream().anyMatch(f -> f.pod().uid().equals(pod.uid()));
  }
}
