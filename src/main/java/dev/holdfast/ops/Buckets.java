package dev.holdfast.ops;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/** Upper bounds of what durations are counted by. */
final class Buckets {
  /**
   * A container restarts in seconds, a host's silence is Lost after 50 s, the promise is 2 min
   * unless a policy says otherwise, and an image may take half an hour to come.
   */
  static final List<Duration> OF_OUTAGES =
      LongStream.of(1, 2, 5, 10, 20, 30, 45, 60, 90, 120, 300, 600, 1800)
          .mapToObj(Duration::ofSeconds)
          .toList();

  /** A turn takes some ms, an eviction that is not answered 12 s. */
  static final List<Duration> OF_PASSES =
      LongStream.of(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 15_000)
          .mapToObj(Duration::ofMillis)
          .toList();

  private Buckets() {}
}
