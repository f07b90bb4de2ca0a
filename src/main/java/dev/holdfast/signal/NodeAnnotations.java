package dev.holdfast.signal;

import java.util.Set;

/** Names that stand on nodes, pods and policies: ours, and those of neighbours that we honour. */
public final class NodeAnnotations {
  /** The taint that keeps new pods off a node while its pods are moved. */
  public static final String UNHEALTHY = "holdfast.dev/unhealthy";

  public static final TaintSignal OUR_TAINT =
      new TaintSignal(UNHEALTHY, "", TaintSignal.NO_SCHEDULE);

  /** Beside our taint: who put it there and why; durable, so that a successor finds it. */
  public static final String MARKED = "holdfast.dev/marked";

  /** An administrator's word that the machine with this boot id does not run any more. */
  public static final String CONFIRMED_DEAD = "holdfast.dev/confirmed-dead";

  /** A veto with its reason, on a policy, pod or node. */
  public static final String HOLD = "holdfast.dev/hold";

  /** Written by kured on a node that it reboots. */
  public static final String REBOOTING = "weave.works/kured-reboot-in-progress";

  public static final String EXCLUDE_FROM_REMEDIATION =
      "remediation.medik8s.io/exclude-from-remediation";

  public static final String EXCLUDE_DISRUPTION = "node.kubernetes.io/exclude-disruption";

  /** Node annotations that are kept; all others are dropped on arrival. */
  public static final Set<String> KEPT = Set.of(MARKED, CONFIRMED_DEAD, HOLD, REBOOTING);

  private NodeAnnotations() {}
}
