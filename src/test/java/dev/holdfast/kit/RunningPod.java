package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.Pod;

/** A pod whose containers run on a host, whatever the API says of it by now. */
public record RunningPod(String namespace, String name, String uid) {
  static RunningPod of(Pod pod) {
    var metadata = pod.getMetadata();
    return new RunningPod(metadata.getNamespace(), metadata.getName(), metadata.getUid());
  }
}
