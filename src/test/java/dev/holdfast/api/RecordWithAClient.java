package dev.holdfast.api;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Breaks a rule of the architecture on purpose: records of the API are pure. */
public record RecordWithAClient(KubernetesClient client) {}
