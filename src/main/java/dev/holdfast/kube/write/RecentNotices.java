package dev.holdfast.kube.write;

import dev.holdfast.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/** What was said lately, so that it is counted instead of said again; of bounded size. */
final class RecentNotices {
  /** The oldest are forgotten, and are then said once too often. */
  private static final int REMEMBERED = 4096;

  private final LongSupplier nanos;
  private final Map<String, Told> told =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Told> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param nanos a clock that only goes forward
   */
  RecentNotices(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** How often a notice came since it was said last, itself included, and since when. */
  record Times(int count, Instant since) {}

  /** Empty while the notice is to be kept quiet; it is counted all the same. */
  synchronized Optional<Times> say(Notice notice, Instant now) {
    var last = told.get(notice.key());
    if (last == null) return first(notice, now);
    last.count++;
    if (last.count == 1) last.since = now;
    if (last.age(nanos.getAsLong()).compareTo(notice.quiet()) < 0) return Optional.empty();
    var times = new Times(last.count, last.since);
    remember(notice, now);
    return Optional.of(times);
  }

  private Optional<Times> first(Notice notice, Instant now) {
    remember(notice, now);
    return Optional.of(new Times(1, now));
  }

  private void remember(Notice notice, Instant now) {
    told.remove(notice.key());
    told.put(notice.key(), new Told(nanos.getAsLong(), now));
  }

  private static final class Told {
    private final long at;
    private int count;
    private Instant since;

    Told(long at, Instant since) {
      this.at = at;
      this.since = since;
    }

    private Duration age(long now) {
      return Duration.ofNanos(now - at);
    }
  }
}
