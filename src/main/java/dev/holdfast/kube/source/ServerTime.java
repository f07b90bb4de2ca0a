package dev.holdfast.kube.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Times as the API server writes them; they are compared with each other only, never with ours. */
final class ServerTime {
  /** The instant, or the epoch where none (or nonsense) is written. */
  static Instant of(@Nullable String written) {
    if (written == null || written.isEmpty()) return Instant.EPOCH;
    try {
      return OffsetDateTime.parse(written).toInstant();
    } catch (DateTimeException notATime) {
      return Instant.EPOCH;
    }
  }

  private ServerTime() {}
}
