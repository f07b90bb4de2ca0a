package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** A port of a pod, by number or by the name that the pod declares it with. */
public sealed interface ProbePort {
  /** From 1 to 65535. */
  record Numbered(int number) implements ProbePort {}

  /** As in {@code ports[].name} of a container. */
  record Named(String name) implements ProbePort {}

  @JsonCreator
  static ProbePort parse(Object written) {
    return written instanceof Number number
        ? new Numbered(number.intValue())
        : new Named(String.valueOf(written));
  }

  /** Whether a port that a container declares is the one that is meant. */
  default boolean isMeant(String name, int number) {
    return switch (this) {
      case Numbered(int wanted) -> number == wanted;
      case Named(String wanted) -> name.equals(wanted);
    };
  }

  @JsonValue
  default Object written() {
    return switch (this) {
      case Numbered(int number) -> number;
      case Named(String name) -> name;
    };
  }
}
