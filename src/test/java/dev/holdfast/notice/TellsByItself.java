package dev.holdfast.notice;

import io.fabric8.kubernetes.client.KubernetesClient;

/** Breaks a rule of the architecture on purpose: a notice is a value. */
public record TellsByItself(KubernetesClient client) {}
