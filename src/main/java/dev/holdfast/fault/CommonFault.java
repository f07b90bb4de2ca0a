package dev.holdfast.fault;

import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.WorkloadRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Many pods failing alike on several well nodes is a dependency or a bad rollout: restarts would
 * only add to it, so those faults become the application's.
 */
final class CommonFault {
  /** On one node alone it could still be the node. */
  static final int NODES = 2;

  private final boolean ofAll;
  private final Set<WorkloadRef> workloads;
  private final FaultView view;

  private CommonFault(FaultView view, List<Fault> faults) {
    this.view = view;
    Set<String> faulty = faults.stream().map(f -> f.pod().uid()).collect(Collectors.toSet());
    var active = view.pods().stream().filter(PodSignal::isActive).toList();
    Map<Boolean, List<PodSignal>> byFailing =
        active.stream().collect(Collectors.partitioningBy(pod -> fails(pod, view, faulty)));
    var failing = byFailing.getOrDefault(true, List.of());
    this.ofAll = mostFail(active, failing);
    this.workloads = failingWorkloads(active, failing);
  }

  static List<Fault> recognise(FaultView view, List<Fault> faults) {
    var common = new CommonFault(view, faults);
    return faults.stream().map(common::judge).toList();
  }

  private Set<WorkloadRef> failingWorkloads(List<PodSignal> active, List<PodSignal> failing) {
    var all = byWorkload(active);
    return byWorkload(failing).entrySet().stream()
        .filter(e -> mostFail(all.getOrDefault(e.getKey(), List.of()), e.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private Map<WorkloadRef, List<PodSignal>> byWorkload(List<PodSignal> pods) {
    return pods.stream().collect(Collectors.groupingBy(this::workload));
  }

  private WorkloadRef workload(PodSignal pod) {
    return Owners.workload(pod, view.owners(), "");
  }

  private Fault judge(Fault fault) {
    return switch (fault) {
      case Fault.NotReady f -> isCommon(f.pod()) ? common(f) : f;
      case Fault.StartupOverdue f -> isCommon(f.pod()) ? common(f) : f;
      case Fault.CrashLoop f -> isCommon(f.pod()) ? common(f) : f;
      case Fault.OnImpairedNode f -> f;
      case Fault.NodeUnreachable f -> f;
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
    return ofAll || workloads.contains(workload(pod));
  }

  private static boolean mostFail(List<PodSignal> pods, List<PodSignal> failing) {
    long nodes = failing.stream().map(PodSignal::node).distinct().count();
    return failing.size() * 2 > pods.size() && nodes >= NODES;
  }

  /** Unready after having been ready counts at once: the others must not be restarted meanwhile. */
  private static boolean fails(PodSignal pod, FaultView view, Set<String> faulty) {
    if (pod.node() == null || pod.ready() || !view.fleet().isHealthy(pod.node())) return false;
    return pod.everReady() || faulty.contains(pod.uid());
  }
}
