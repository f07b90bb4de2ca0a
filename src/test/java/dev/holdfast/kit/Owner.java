package dev.holdfast.kit;

import java.time.Instant;

/**
 * The process that made something, by which what a killed run left behind is recognised.
 *
 * @param pid of the process
 * @param start of it in milliseconds since 1970, as process ids are used again
 */
public record Owner(long pid, long start) {
  public static Owner self() {
    var self = ProcessHandle.current();
    return new Owner(self.pid(), startOf(self));
  }

  public static Owner of(String pid, String start) {
    return new Owner(Long.parseLong(pid), Long.parseLong(start));
  }

  public boolean isGone() {
    return ProcessHandle.of(pid).filter(process -> startOf(process) == start).isEmpty();
  }

  /** Fits into names: what {@link #of} takes, with a hyphen between. */
  @Override
  public String toString() {
    return pid + "-" + start;
  }

  private static long startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }
}
