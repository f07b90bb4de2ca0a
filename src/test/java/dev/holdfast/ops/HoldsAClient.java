package dev.holdfast.ops;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Breaks a rule of the architecture on purpose: Kubernetes is touched at the edge only. */
public record HoldsAClient(KubernetesClient client) {}
