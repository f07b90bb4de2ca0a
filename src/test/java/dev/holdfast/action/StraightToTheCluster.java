package dev.holdfast.action;

import dev.holdfast.signal.PodRef;

/** Breaks a rule of the architecture on purpose: the executors alone pass the gate. */
public record StraightToTheCluster(Cluster cluster) {
  void change(PodRef pod) {
    cluster.delete(pod);
  }
}
