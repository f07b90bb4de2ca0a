package dev.holdfast.kit.oracle;

import java.time.Duration;

/**
 * How the cluster is set whose changes are judged.
 *
 * @param overdue a host whose lease was not renewed for so long may be down
 * @param unseen so long after a host is back it may not have been asked again: between two probes,
 *     the vote on the second, and the pass that hears of it
 */
public record Setting(Duration overdue, Duration unseen) {
  /** Hosts renew each second, and none is back while something is done about it. */
  public static final Setting OF_TESTS = new Setting(Duration.ofMillis(2_500), Duration.ZERO);

  /** Hosts renew each ten seconds, Holdfast suspects them after twelve, and they come back. */
  public static final Setting OF_DEFAULTS =
      new Setting(Duration.ofSeconds(12), Duration.ofSeconds(2));
}
