package dev.holdfast.plan;

import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What is recorded before a step is done. A step that was recorded before and not settled is the
 * same step, not another one.
 */
record Intents(PolicyMemory memory, Instant now) {

  Intent of(Case c, Decision.Act a) {
    return recorded(c, a.step(), a.purpose()).orElseGet(() -> anew(c, a));
  }

  Intent of(Case c, Decision.Divert d) {
    return recorded(c, d.step(), Purpose.UNREACHABLE_NODE).orElseGet(() -> anew(c, d));
  }

  private Optional<Intent> recorded(Case c, Step step, Purpose purpose) {
    return memory
        .intentOf(c.incident())
        .filter(intent -> intent.step().getClass() == step.getClass())
        .filter(intent -> intent.step().pod().equals(step.pod()))
        .filter(intent -> intent.purpose() == purpose)
        .filter(intent -> intent.node().equals(nodeOf(c)));
  }

  private Intent anew(Case c, Decision.Act a) {
    var incident = c.incident();
    return new Intent(
        incident.id() + "-" + (incident.acts() + 1),
        a.step(),
        incident.id(),
        nodeOf(c),
        a.purpose(),
        a.rung().action().name(),
        a.rung().within().value(),
        now);
  }

  private Intent anew(Case c, Decision.Divert d) {
    return new Intent(
        c.incident().id() + "-divert",
        d.step(),
        c.incident().id(),
        nodeOf(c),
        Purpose.UNREACHABLE_NODE,
        Intent.NO_RUNG,
        Duration.ZERO,
        now);
  }

  private static String nodeOf(Case c) {
    return String.valueOf(Objects.requireNonNull(c.occupant()).node());
  }
}
