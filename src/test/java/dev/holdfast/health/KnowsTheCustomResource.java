package dev.holdfast.health;

import dev.holdfast.api.NodeHealthPolicy;

/** Breaks a rule of the architecture on purpose: deciding code knows specs only. */
public record KnowsTheCustomResource(NodeHealthPolicy policy) {}
