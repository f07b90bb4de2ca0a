package dev.holdfast.action;

import dev.holdfast.health.Hold;
import java.util.Optional;

/** The emergency stop, read live: a watch that died silently must not hide that it was pulled. */
@FunctionalInterface
public interface Handbrake {
  /** Why nothing may be done; empty when the stop is not pulled. What cannot be read is pulled. */
  Optional<Hold> pulled();
}
