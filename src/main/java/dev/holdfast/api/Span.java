package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;

/** A duration in a spec, written as {@link DurationFormat} says. */
public record Span(Duration value) {

  /** Reads a span; throws {@link IllegalArgumentException} naming the text and the form. */
  @JsonCreator
  public static Span parse(String text) {
    return new Span(DurationFormat.parse(text));
  }

  public static Span ofSeconds(long seconds) {
    return new Span(Duration.ofSeconds(seconds));
  }

  @JsonValue
  @Override
  public String toString() {
    return DurationFormat.format(value);
  }
}
