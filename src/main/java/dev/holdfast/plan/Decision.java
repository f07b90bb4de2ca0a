package dev.holdfast.plan;

import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Step;
import java.time.Instant;
import java.util.Optional;

/** What is done about one incident in this pass. */
sealed interface Decision {
  record Act(Step step, Rung rung, Purpose purpose, LadderPosition position) implements Decision {}

  /** Lead its traffic away; no attempt of the ladder. */
  record Divert(Step.MarkNotReady step) implements Decision {}

  /** Would be done, but for this; {@code until} tells when time alone releases it. */
  record Held(Hold why, Optional<Instant> until) implements Decision {}

  /** A step was done; its result is awaited. */
  record Await(Instant until) implements Decision {}

  /** The ladder is exhausted: alarm and back off. */
  record GiveUp(LadderPosition position) implements Decision {}

  /** Nothing can or need be done by us. */
  record None() implements Decision {}

  static Held held(String reason, String message, String release) {
    return new Held(new Hold(reason, message, release), Optional.empty());
  }

  static Held heldUntil(Instant until, String reason, String message, String release) {
    return new Held(new Hold(reason, message, release), Optional.of(until));
  }

  static Held backOff(Instant until) {
    return heldUntil(until, "BackOff", "the ladder was exhausted", "it is " + until);
  }
}
