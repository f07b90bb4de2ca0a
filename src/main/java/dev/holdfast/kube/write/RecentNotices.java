package dev.holdfast.kube.write;

import dev.holdfast.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What was said lately, so that it is counted instead of said again; of bounded size. Where there
 * is no more room the namespace of which most is remembered forgets its oldest, which is then said
 * once too often: who causes much to be said makes nothing of others be said again.
 */
final class RecentNotices {
  /** Of all namespaces together. */
  private static final int REMEMBERED = 4096;

  private final LongSupplier nanos;
  private final Map<String, LinkedHashMap<String, Told>> byNamespace = new HashMap<>();
  private int size;

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
    var last = told(notice);
    if (last == null) return first(notice, now);
    last.count++;
    if (last.count == 1) last.since = now;
    if (last.age(nanos.getAsLong()).compareTo(notice.quiet()) < 0) return Optional.empty();
    var times = new Times(last.count, last.since);
    remember(notice, now);
    return Optional.of(times);
  }

  private @Nullable Told told(Notice notice) {
    var told = byNamespace.get(notice.subject().namespace());
    return told == null ? null : told.get(notice.key());
  }

  private Optional<Times> first(Notice notice, Instant now) {
    remember(notice, now);
    return Optional.of(new Times(1, now));
  }

  /** As the newest of its namespace. */
  private void remember(Notice notice, Instant now) {
    var told =
        byNamespace.computeIfAbsent(notice.subject().namespace(), n -> new LinkedHashMap<>());
    var before = told.putLast(notice.key(), new Told(nanos.getAsLong(), now));
    if (before == null && ++size > REMEMBERED) forgetOne();
  }

  private void forgetOne() {
    var fullest =
        Collections.max(byNamespace.entrySet(), Comparator.comparingInt(e -> e.getValue().size()));
    fullest.getValue().pollFirstEntry();
    size--;
    if (fullest.getValue().isEmpty()) byNamespace.remove(fullest.getKey());
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
