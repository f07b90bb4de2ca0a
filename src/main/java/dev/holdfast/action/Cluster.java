package dev.holdfast.action;

import dev.holdfast.health.Hold;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.PodSignal;
import java.util.Optional;

/**
 * The port to the cluster: live looks that bypass every cache, and the few changes that Holdfast
 * makes. Nothing here decides; nothing else in Holdfast changes pods or nodes.
 */
public interface Cluster {

  /** A pod as the API server has it now. */
  sealed interface PodLook {
    record Present(PodSignal pod) implements PodLook {}

    /** No pod of that name, or one of another uid. */
    record Absent() implements PodLook {}

    record Unreadable(String why) implements PodLook {}
  }

  /** A node and its lease as the API server has them now. */
  sealed interface NodeLook {
    record Present(NodeSignal node) implements NodeLook {}

    record Absent() implements NodeLook {}

    record Unreadable(String why) implements NodeLook {}
  }

  /** What the API server said to a change. */
  sealed interface Answer {
    record Accepted() implements Answer {}

    /** 429: a disruption budget does not allow it now. */
    record Blocked(String why) implements Answer {}

    /**
     * 404, or 409 for a precondition: what the change was meant for is not there any more; or there
     * is nothing left to change.
     */
    record Moot(String why) implements Answer {}

    /** Any other refusal: it did not happen. */
    record Rejected(int code, String why) implements Answer {}

    /** No answer, or a 5xx: it may have happened. */
    record NoAnswer(String why) implements Answer {}
  }

  PodLook look(PodRef pod);

  /** Two reads: the node and its lease. */
  NodeLook lookAtNode(String name);

  Answer evict(PodRef pod);

  Answer delete(PodRef pod);

  /** Deletes with a grace period of zero. */
  Answer forceDelete(PodRef pod);

  /** Sets the pod's {@code Ready} condition to False, so that traffic leaves it. */
  Answer markNotReady(PodRef pod, String message);

  /** Sets the pod's {@code DisruptionTarget} condition. */
  Answer markDisrupted(PodRef pod, String message);

  /** The same, and says that the pod has Failed: only of a pod that is proven not to run. */
  Answer markEnded(PodRef pod, String message);

  /**
   * Adds our taint and our annotation to the node in one patch that is void if the node changed
   * since it was looked at. What a node bears already stays as it was first written.
   */
  Answer mark(NodeRef node, String mark, LastLook lastLook);

  /** Takes our annotation, and our taint if {@code withTaint}, off the node, in the same way. */
  Answer unmark(NodeRef node, boolean withTaint, LastLook lastLook);

  /** Takes the administrator's confirmation off a node that answered again. */
  Answer voidConfirmation(NodeRef node, LastLook lastLook);

  /** Why a node, as it is right before the patch, must not be changed; empty when it may be. */
  @FunctionalInterface
  interface LastLook {
    Optional<Hold> refuse(NodeSignal live);
  }

  /** One node, never another of the same name. */
  record NodeRef(String name, String uid) {}
}
