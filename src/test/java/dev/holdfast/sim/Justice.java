package dev.holdfast.sim;

import dev.holdfast.sim.Book.Act;
import dev.holdfast.sim.Host.Outage;

/**
 * Whether what was done to a pod was justified by what truly was. It was by an outage of its host,
 * as whoever uses the pod sees it, that lasted in the end as long as the evidence that the rule
 * demands.
 */
final class Justice {
  /** An act that is on its way when a host comes back. */
  private static final long UNDER_WAY = 5 * Agenda.SECOND;

  /** From the first of three probes to the last. */
  static final long THREE_PROBES = 2 * Agenda.SECOND;

  private Justice() {}

  /**
   * Or the kubelet did nothing for as long as the control plane waits, and no probe could tell that
   * the pod served.
   */
  static boolean isDeletionJust(Act act) {
    return wasAway(act, act.workload().evidence()) || act.isByControlPlane();
  }

  static boolean isMoveJust(Act act) {
    return wasAway(act, THREE_PROBES);
  }

  private static boolean wasAway(Act act, long evidence) {
    return act.host().outages().stream()
        .filter(outage -> outage.from() <= act.at() && isFelt(outage, act))
        .anyMatch(outage -> outage.to() - outage.from() >= evidence);
  }

  /** Whoever uses the pod feels it until the pod serves again. */
  private static boolean isFelt(Outage outage, Act act) {
    return !act.served() || act.at() <= outage.to() + UNDER_WAY;
  }
}
