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

  /** With these and the hosts that crash, {@link #MOST_DOWN} are less than the brake's 20 %. */
  static final int SPARED = 12;

  /** Hosts that are down at once. */
  static final int MOST_DOWN = 6;

  /** A crash meets a kubelet at any moment between two renewals of its lease. */
  static final Duration RENEWAL = Duration.ofSeconds(10);

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
