package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.SECOND;

/** When hosts renew their leases: every 10 s, up to 4 % later, as kubelets do it. */
final class Renewals {
  private static final long PERIOD = 10_200;
  private static final long JITTER = 200;

  private Renewals() {}

  private static long at(World world, int host, long number) {
    return number * PERIOD + host * 1_237L % PERIOD + Draw.fixed(world.seed, host, number, JITTER);
  }

  /** The last one that a host made before a moment. */
  static long lastBefore(World world, int host, long moment) {
    return at(world, host, last(world, host, moment));
  }

  private static long last(World world, int host, long moment) {
    long number = moment / PERIOD + 1;
    while (number > 0 && (at(world, host, number) > moment || isLost(world, host, number))) {
      number--;
    }
    return number;
  }

  /** Nobody can renew while the API server is away. */
  private static boolean isLost(World world, int host, long number) {
    long at = at(world, host, number);
    return world.deaf.stream().anyMatch(d -> d.api() && d.from() <= at && at < d.to());
  }

  /**
   * When the last renewal arrived here, as seen at some moment.
   *
   * @param until when the host could last renew
   */
  static long heard(World world, int host, long until, long now) {
    for (long n = last(world, host, Math.min(until, now)); n >= 0; n--) {
      long arrived = arrived(world, host, n);
      if (arrived <= now && !isLost(world, host, n)) return arrived;
    }
    return 0;
  }

  private static long arrived(World world, int host, long number) {
    long way = Draw.fixed(world.seed, -1 - host, number, Math.min(SECOND, world.travel));
    return world.whenHeard(at(world, host, number) + way);
  }
}
