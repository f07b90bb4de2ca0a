package dev.holdfast.health;

import java.time.Instant;
import java.util.List;

/**
 * What the signals mean for a node, and since when. Later ones permit more, but for {@link
 * KubeletDown}, which permits less than {@link Impaired}.
 */
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
   * A lease is late, observers begin to miss it, or a condition has begun to stand: nothing is done
   * to the cluster.
   *
   * @param silent nothing is heard of it: that is more than a condition that it tells of
   */
  record Suspect(Instant since, String cause, boolean silent) implements Verdict {}

  /**
   * The node answers, and says (or is said) to be unfit: its pods are moved as from a well node.
   */
  record Impaired(Instant since, String cause) implements Verdict {}

  /**
   * Its kubelet does not answer, while something else there lives: pods that run are left alone.
   */
  record KubeletDown(Instant since, String cause) implements Verdict {}

  /**
   * A quorum of observers gets nothing back, and nothing there gives a sign of life: traffic leaves
   * its pods, no more.
   *
   * @param observers those who miss it
   */
  record Unreachable(Instant since, String cause, List<String> observers) implements Verdict {
    public Unreachable {
      observers = List.copyOf(observers);
    }
  }

  /**
   * Silent beyond what a healthy host may be; it may still run.
   *
   * @param observers those who miss it, where more than the lease says so; else empty
   */
  record Lost(Instant since, String cause, List<String> observers) implements Verdict {
    public Lost {
      observers = List.copyOf(observers);
    }

    /** Lost by its lease, and by what the API server says of it. */
    public Lost(Instant since, String cause) {
      this(since, cause, List.of());
    }

    /** The API server may not have noticed yet, and still say that it is Ready. */
    public boolean isByProbes() {
      return !observers.isEmpty();
    }
  }

  /** Lost, and somebody who can know says that it does not run. */
  record Dead(Instant since, Proof proof) implements Verdict {
    @Override
    public String cause() {
      return "confirmed dead";
    }
  }

  /** Nothing is heard of it. */
  default boolean isSilent() {
    return switch (this) {
      case Healthy h -> false;
      case Suspect s -> s.silent();
      case Impaired i -> false;
      case KubeletDown k -> false;
      case Unreachable u -> true;
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
      case KubeletDown k -> true;
      case Unreachable u -> false;
      case Lost l -> false;
      case Dead d -> false;
    };
  }
}
