package dev.holdfast.sim;

import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;

/**
 * A Deployment and the policy that selects its pods.
 *
 * @param probed the policy has a probe of its pods
 * @param evidence so long must an outage have lasted, in milliseconds, before the policy's rule
 *     lets a pod be deleted
 */
record Workload(
    int index,
    String name,
    int replicas,
    boolean probed,
    long evidence,
    long lostFor,
    KnownPolicy policy) {
  static final String NAMESPACE = "shop";
  static final String LABEL = "app";

  OwnerRef deployment() {
    return new OwnerRef("apps/v1", "Deployment", name, "uid-" + name);
  }

  OwnerRef replicaSet() {
    return new OwnerRef("apps/v1", "ReplicaSet", name + "-rs", "uid-" + name + "-rs");
  }

  OwnerSignal top() {
    return new OwnerSignal(NAMESPACE, deployment(), null, replicas, false, null, false);
  }

  OwnerSignal middle() {
    return new OwnerSignal(NAMESPACE, replicaSet(), deployment(), replicas, false, null, false);
  }
}
