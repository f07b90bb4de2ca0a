package dev.holdfast.signal;

import java.time.Duration;
import java.util.Set;

/**
 * What an Event about a node warned of lately. Whoever may create Events can forge it, so it is a
 * doubt for people to read: nothing that decides sees it.
 *
 * @param reason one of {@link #REASONS}
 * @param times how often within {@link #WINDOW}, as far as we saw it
 */
public record NodeWarning(String node, String reason, int times) {
  /** What node-problem-detector calls temporary problems: it tells them by Events only. */
  public static final Set<String> REASONS =
      Set.of(
          "ConntrackFull",
          "CperHardwareErrorCorrected",
          "CperHardwareErrorRecoverable",
          "DNSUnreachable",
          "Ext4Error",
          "Ext4Warning",
          "IOError",
          "IPTablesVersionsMismatch",
          "KernelOops",
          "MemoryReadError",
          "NTPIsDown",
          "OOMKilling",
          "TaskHung",
          "UnregisterNetDevice");

  /**
   * After a burst, clients of Kubernetes let one Event about an object through every five minutes:
   * trouble that lasts shows within twice that.
   */
  public static final Duration WINDOW = Duration.ofMinutes(10);
}
