package dev.holdfast.action;

import dev.holdfast.plan.Urgency;

/**
 * Who asks for a voluntary removal.
 *
 * @param policy its name
 */
public record Claimant(String namespace, String policy, Urgency urgency) {}
