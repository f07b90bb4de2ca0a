package dev.holdfast.config;

import static dev.holdfast.api.DurationFormat.format;

import java.time.Duration;
import java.util.Map;

/**
 * The times of the leader election, all measured on monotonic clocks.
 *
 * @param duration how long followers wait for a silent leader; whole seconds, as in the Lease
 *     object
 * @param renewDeadline how long a leader tries to renew before it stands down
 * @param retryPeriod pause between two tries
 */
public record LeaseTimings(Duration duration, Duration renewDeadline, Duration retryPeriod) {
  /**
   * A healthy API server answers a lease call within milliseconds; one that takes longer is down.
   */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(1);

  /** Followers stretch their retry period by up to 1.2 times, so that they do not collide. */
  private static final double MAX_STRETCH = 2.2;

  /** Throws {@link BadSetting} where a leader could still act while a follower takes over. */
  public LeaseTimings {
    if (duration.toNanosPart() != 0) {
      throw BadSetting.value(
          Settings.LEASE_DURATION.name(), format(duration), "whole seconds, such as 4s or 15s");
    }
    if (renewDeadline.toMillis() <= retryPeriod.toMillis() * MAX_STRETCH) {
      throw new BadSetting(
          "%s (%s) must be more than %s times %s (%s), or one failed renewal ends leadership"
              .formatted(
                  Settings.RENEW_DEADLINE.name(),
                  format(renewDeadline),
                  MAX_STRETCH,
                  Settings.RETRY_PERIOD.name(),
                  format(retryPeriod)));
    }
    if (renewDeadline.plus(retryPeriod).plus(REQUEST_TIMEOUT).compareTo(duration) >= 0) {
      throw new BadSetting(
          ("%s (%s) + %s (%s) + a request's timeout (%s) must be less than %s (%s),"
                  + " or two replicas lead at once")
              .formatted(
                  Settings.RENEW_DEADLINE.name(),
                  format(renewDeadline),
                  Settings.RETRY_PERIOD.name(),
                  format(retryPeriod),
                  format(REQUEST_TIMEOUT),
                  Settings.LEASE_DURATION.name(),
                  format(duration)));
    }
  }

  static LeaseTimings from(Map<String, String> env) {
    return new LeaseTimings(
        Settings.LEASE_DURATION.read(env),
        Settings.RENEW_DEADLINE.read(env),
        Settings.RETRY_PERIOD.read(env));
  }

  /**
   * How long a renewal lets a leader act: a call that it starts at the last moment is answered or
   * given up before a follower may lead. 3 s by default.
   */
  public Duration trust() {
    return duration.minus(REQUEST_TIMEOUT);
  }
}
