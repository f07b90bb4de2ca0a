package dev.holdfast.kit.oracle;

import java.time.Duration;

/**
 * How the cluster is set whose changes are judged.
 *
 * @param overdue a host whose lease was not renewed for so long may be down
 * @param unseen so long after a host is back it may not have been asked again: between two probes,
 *     the vote on the second, and the pass that hears of it
 * @param known of a host from which nothing came back for so long Holdfast knows, whatever the API
 *     says of its node
 * @param inOrder each change is told when it is made, in order, and none is missing
 */
public record Setting(Duration overdue, Duration unseen, Duration known, boolean inOrder) {
  /** Hosts renew each second, none is back while something is done about it, and the API knows. */
  public static final Setting OF_TESTS =
      new Setting(Duration.ofMillis(2_500), Duration.ZERO, Duration.ofDays(1), false);

  /**
   * The simulator's. Hosts renew each ten seconds, Holdfast suspects them after twelve, and they
   * come back. A silent one is missed thrice and settled after 3.75 s, and marked after that; the
   * API server says so after 50 s.
   */
  public static final Setting OF_DEFAULTS =
      new Setting(Duration.ofSeconds(12), Duration.ofSeconds(2), Duration.ofSeconds(6), true);

  /** The same, with a log that tells each change when it is made. */
  public Setting toldInOrder() {
    return new Setting(overdue, unseen, known, true);
  }
}
