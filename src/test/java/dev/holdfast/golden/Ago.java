package dev.holdfast.golden;

import dev.holdfast.api.Span;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Turns ages, as golden files write them, into instants. */
record Ago(Instant now) {

  Instant of(@Nullable Span age, Duration otherwise) {
    return now.minus(age == null ? otherwise : age.value());
  }

  @Nullable Instant of(@Nullable Span age) {
    return age == null ? null : now.minus(age.value());
  }
}
