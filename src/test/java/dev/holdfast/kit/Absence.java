package dev.holdfast.kit;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A time in which a host could not be told anything, while its containers ran on.
 *
 * @param to when it was heard again or lost its power; null while it is away
 * @param pods what ran there
 */
public record Absence(String host, Instant from, @Nullable Instant to, Set<RunningPod> pods) {
  public Absence {
    pods = Set.copyOf(pods);
  }

  public boolean lasts(Instant moment) {
    return !moment.isBefore(from) && (to == null || moment.isBefore(to));
  }
}
