package dev.holdfast.ops;

import java.util.Optional;

/** One named thing that must be well for a probe to succeed; called on each probe, so be quick. */
@FunctionalInterface
public interface HealthCheck {
  /** Why it is not well, in words for an administrator; empty when it is. */
  Optional<String> complaint();
}
