package dev.holdfast.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * Which crash is watched for what: a crash that stock Kubernetes recovers from takes six minutes,
 * and one that Holdfast does takes seconds.
 *
 * @param crashes hosts that crash
 */
record LostPlan(int crashes) {
  /** So many crashes tuned stock has to recover from. */
  private static final int TUNED = 10;

  private static final int STOCK = 3;

  /** Of each Deployment, all on the host that crashes. */
  static final int REPLICAS = 2;

  /** They take replacements. */
  static final int SPARED = 12;

  /** Of all hosts so many may be down before the brake holds: 20 %. */
  private static final int BRAKE = 5;

  /** Some that are back may still count as down for a moment. */
  private static final int STILL_DOWN = 2;

  /** A crash meets a kubelet at any moment between two renewals of its lease. */
  static final Duration RENEWAL = Duration.ofSeconds(10);

  /**
   * Hosts that are down at once, so that the brake holds none; all that stock is watched at may.
   */
  int mostDown() {
    int limit = (crashes + SPARED) / BRAKE;
    return Math.max(limit - STILL_DOWN, Math.min(limit, STOCK));
  }

  List<Care> cares(int crash) {
    return Arrays.stream(Care.values()).filter(care -> crash < count(care)).toList();
  }

  /** Crashes that are watched for it. */
  int count(Care care) {
    return switch (care) {
      case PROBED, UNPROBED -> crashes;
      case TUNED -> Math.min(crashes, TUNED);
      case STOCK -> Math.min(crashes, STOCK);
    };
  }
}
