package dev.holdfast.fault;

import java.time.Instant;

/** Breaks a rule of the architecture on purpose: time is an argument. */
public final class ReadsTheClock {
  Instant now() {
    return Instant.now();
  }
}
