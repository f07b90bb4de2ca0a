package dev.holdfast.plan;

import dev.holdfast.fault.Fault;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodSignal;
import java.util.Optional;

/** Leads traffic away from pods on nodes from which the observers get nothing back. */
record Diversion(PolicyView view, Standing standing, StandingGuards guards) {

  /**
   * Once: what says of the pod that it is ready again after that is its kubelet, and lives. Where
   * nobody else serves there is nowhere to lead traffic to.
   */
  Decision of(Incident incident, Fault fault) {
    var pod = fault.pod();
    var node = view.fleet().node(String.valueOf(pod.node()));
    if (node.isEmpty() || !pod.ready() || incident.phases().divertedAt() != null) {
      return new Decision.None();
    }
    var step = new Step.MarkNotReady(pod.ref());
    return guards
        .refuse(incident, pod, node.get())
        .or(() -> nobodyElse())
        .or(() -> guards.observed(step))
        .orElseGet(() -> new Decision.Divert(step));
  }

  private Optional<Decision> nobodyElse() {
    return standing.ready() > 0
        ? Optional.empty()
        : Optional.of(
            Decision.held(
                "NobodyElse", "no other pod could take its traffic", "another pod is ready"));
  }

  /**
   * What is not removed now has no traffic either; what waits for the taint only waits a moment.
   */
  Decision insteadOf(Decision removal, Incident incident, Fault fault) {
    if (!staysForLong(removal) || !isByProbes(fault.pod())) return removal;
    var diversion = of(incident, fault);
    return diversion instanceof Decision.Divert ? diversion : removal;
  }

  private static boolean staysForLong(Decision decision) {
    return switch (decision) {
      case Decision.Act a -> false;
      case Decision.Divert d -> false;
      case Decision.Held h -> !h.why().reason().equals(Prerequisites.AWAITING_TAINT);
      case Decision.Await w -> false;
      case Decision.GiveUp g -> true;
      case Decision.None n -> true;
    };
  }

  /** Else the control plane has led its traffic away already. */
  private boolean isByProbes(PodSignal pod) {
    return view.fleet()
        .node(String.valueOf(pod.node()))
        .filter(node -> node.verdictFor(pod) instanceof Verdict.Lost lost && lost.isByProbes())
        .isPresent();
  }
}
