package dev.holdfast.loop;

import dev.holdfast.action.Cluster;
import dev.holdfast.signal.PodRef;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Breaks rules of the architecture on purpose: a loop goes through the gate. */
public record ChangesThePodItself(KubernetesClient client, Cluster cluster) {
  void change(PodRef pod) {
    client.pods().withName(pod.name()).delete();
    cluster.evict(pod);
  }
}
