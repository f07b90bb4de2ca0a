package dev.holdfast.fault;

import dev.holdfast.signal.PodSignal;
import java.time.Instant;

/** Something wrong with a pod of a policy: since when, and on what evidence. */
public sealed interface Fault {
  PodSignal pod();

  Instant since();

  /** The evidence, for people. */
  String cause();

  /** Ready once, not ready now, on a Healthy node. */
  record NotReady(PodSignal pod, Instant since, String cause) implements Fault {}

  /** Not ready in the time that a start may take. */
  record StartupOverdue(PodSignal pod, Instant since, String cause) implements Fault {}

  record CrashLoop(PodSignal pod, Instant since, String cause) implements Fault {}

  /** Its node answers, but is unfit; the pod itself may be ready. */
  record OnImpairedNode(PodSignal pod, Instant since, String cause) implements Fault {}

  /** Nothing comes back from its node, and nothing more is known yet. */
  record NodeUnreachable(PodSignal pod, Instant since, String cause) implements Fault {}

  /** Its node is Lost, or Dead; or its own port is as silent as its node's. */
  record NodeLost(PodSignal pod, Instant since, String cause) implements Fault {}

  /** Its node object was deleted; Kubernetes collects the pod. */
  record NodeGone(PodSignal pod, Instant since, String cause) implements Fault {}

  /** Not scheduled, or not started, for too long. */
  record PendingTooLong(PodSignal pod, Instant since, String cause) implements Fault {}

  record ImagePullFailed(PodSignal pod, Instant since, String cause) implements Fault {}

  /** It ended in failure, evictions by the kubelet included. */
  record PodFailed(PodSignal pod, Instant since, String cause) implements Fault {}

  /** It was asked to go and does not. */
  record StuckTerminating(PodSignal pod, Instant since, String cause) implements Fault {}

  /** One of many: a dependency or a bad rollout, which no restart would mend. */
  record ApplicationFault(PodSignal pod, Instant since, String cause) implements Fault {}

  /** What it is called in status, events and metrics. */
  default String kind() {
    return getClass().getSimpleName();
  }
}
