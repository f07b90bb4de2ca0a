package dev.holdfast.signal;

import dev.holdfast.plan.Plan;

/** Breaks a rule of the architecture on purpose: facts know nothing of plans. */
public record LooksAhead(Plan plan) {}
