package dev.holdfast.health;

import java.time.Instant;

/** What the signals mean for a node, and since when; each permits more than the one before. */
public sealed interface Verdict {
  Instant since();

  /** One or two words with the reason, for people; empty when all is well. */
  String cause();

  /** The lease renews and no condition that matters stands. */
  record Healthy(Instant since) implements Verdict {
    @Override
    public String cause() {
      return "";
    }
  }

  /**
   * A lease is late, or a condition has begun to stand: nothing is done to the cluster.
   *
   * @param byLease it is the lease
   */
  record Suspect(Instant since, String cause, boolean byLease) implements Verdict {}

  /**
   * The node answers, and says (or is said) to be unfit: its pods are moved as from a well node.
   */
  record Impaired(Instant since, String cause) implements Verdict {}

  /** Silent beyond what a healthy kubelet may be; it may still run. */
  record Lost(Instant since, String cause) implements Verdict {}

  /** Lost, and somebody who can know says that it does not run. */
  record Dead(Instant since, Proof proof) implements Verdict {
    @Override
    public String cause() {
      return "confirmed dead";
    }
  }

  /** Its lease says nothing. */
  default boolean isSilent() {
    return switch (this) {
      case Healthy h -> false;
      case Suspect s -> s.byLease();
      case Impaired i -> false;
      case Lost l -> true;
      case Dead d -> true;
    };
  }

  default String name() {
    return getClass().getSimpleName();
  }

  /** The node answers, so whatever is done to its pods is voluntary. */
  default boolean isLive() {
    return switch (this) {
      case Healthy h -> true;
      case Suspect s -> true;
      case Impaired i -> true;
      case Lost l -> false;
      case Dead d -> false;
    };
  }
}
