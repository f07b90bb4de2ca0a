package dev.holdfast.plan;

import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;

/**
 * The allow-list of removals: class × verdict. What is not allowed here is held; each cell has a
 * golden case.
 */
final class PermitTable {
  private static final String TO_PROVE =
      "confirm that the machine is off: kubectl annotate node <node>"
          + " holdfast.dev/confirmed-dead=<bootID of the node's status>; or bring the node back";

  private PermitTable() {}

  /**
   * What may be done.
   *
   * @param overlapAllowed a Serial pod's successor may start while it terminates
   * @param ignoresDisruption the pod's Job does not count a disruption as a failure
   */
  static Permit permit(
      WorkloadClass workload, Verdict verdict, boolean overlapAllowed, boolean ignoresDisruption) {
    return switch (verdict) {
      case Verdict.Healthy h -> onLiveNode(workload, overlapAllowed);
      case Verdict.Suspect s -> new Permit.Ignore("the node is Suspect, which permits nothing");
      case Verdict.Impaired i -> onLiveNode(workload, overlapAllowed);
      case Verdict.KubeletDown k -> new Permit.Ignore("the pod may well run without its kubelet");
      case Verdict.Unreachable u -> new Permit.Ignore("an Unreachable node may be back at once");
      case Verdict.Lost l -> onLostNode(workload, ignoresDisruption);
      case Verdict.Dead d -> onDeadNode(workload, d.proof(), ignoresDisruption);
    };
  }

  private static Permit onLiveNode(WorkloadClass workload, boolean overlapAllowed) {
    return switch (workload) {
      case REPLACEABLE -> new Permit.Evict();
      case SERIAL -> overlapAllowed ? new Permit.Evict() : serial();
      case IDENTITY -> new Permit.Evict();
      case UNKNOWN -> unknownController();
      case JOB -> new Permit.Alarm("JobPod", "its Job retries and counts by itself");
      case NODE_BOUND -> new Permit.Alarm("NodeBound", "the pod belongs to its node");
      case PINNED -> pinned();
      case BARE -> notReplaceable();
    };
  }

  private static Permit onLostNode(WorkloadClass workload, boolean ignoresDisruption) {
    return switch (workload) {
      case REPLACEABLE -> new Permit.Delete(false);
      case SERIAL -> awaitingProof();
      case IDENTITY -> awaitingProof();
      case UNKNOWN -> unknownController();
      case JOB -> ignoresDisruption ? new Permit.Delete(true) : job();
      case NODE_BOUND -> new Permit.Ignore("the pod belongs to its node");
      case PINNED -> pinned();
      case BARE -> notReplaceable();
    };
  }

  private static Permit onDeadNode(WorkloadClass workload, Proof proof, boolean ignoresDisruption) {
    return switch (workload) {
      case REPLACEABLE -> new Permit.Delete(false);
      case SERIAL -> new Permit.ForceDelete(proof);
      case IDENTITY -> new Permit.ForceDelete(proof);
      case UNKNOWN -> unknownController();
      case JOB -> ignoresDisruption ? new Permit.ForceDelete(proof) : job();
      case NODE_BOUND -> new Permit.Ignore("the pod belongs to its node");
      case PINNED -> pinned();
      case BARE -> notReplaceable();
    };
  }

  private static Permit serial() {
    return new Permit.Held(
        "Serial",
        "two copies at once could do harm, and a successor starts while this pod terminates",
        "set spec.recovery.allowOverlap, use ReadWriteOncePod claims, or delete the pod yourself");
  }

  private static Permit awaitingProof() {
    return new Permit.Held(
        "AwaitingProof",
        "the pod may still run on the silent node, and two copies at once could do harm",
        TO_PROVE);
  }

  private static Permit unknownController() {
    return new Permit.Held(
        "UnknownController",
        "nothing is known of how its controller replaces pods",
        "name the kind in spec.recovery.replaceableOwners if replacing its pods is safe");
  }

  private static Permit job() {
    return new Permit.Held(
        "Job",
        "its Job would count the removal as a failure",
        "give the Job a podFailurePolicy that ignores DisruptionTarget, or delete the pod"
            + " yourself");
  }

  private static Permit pinned() {
    return new Permit.Held(
        "Pinned",
        "the pod tolerates being on an unreachable node for ever, or can run on this node only",
        "change its tolerations or its node selection, or move it yourself");
  }

  private static Permit notReplaceable() {
    return new Permit.Alarm(
        "NotReplaceable", "the pod has no controller: nobody would make it anew");
  }
}
