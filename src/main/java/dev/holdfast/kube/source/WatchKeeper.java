package dev.holdfast.kube.source;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens watches again that have died without a word: when an API server's host crashes, its
 * connections stay open and silent, and the client alone would believe in them for ten minutes.
 */
final class WatchKeeper {
  private static final Logger log = LoggerFactory.getLogger(WatchKeeper.class);

  /** The API server sends each watch a bookmark a minute; two are missing. */
  static final Duration TWO_BOOKMARKS = Duration.ofSeconds(150);

  /** Each kubelet renews its lease every ten seconds; two renewals of all of them are missing. */
  static final Duration TWO_RENEWALS = Duration.ofSeconds(25);

  private static final Duration ROUND = Duration.ofSeconds(5);

  private final List<RecordInformer<?, ?>> informers;
  private final List<RecordInformer<?, ?>> unmarked;
  private final RecordInformer<?, ?> leases;
  private final Supplier<Optional<Instant>> lastLease;
  private final Supplier<Instant> clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("watch-keeper").factory());
  private @Nullable Instant leasesReopenedAt;

  /**
   * A keeper that does nothing yet.
   *
   * @param unmarked those that the API server sends no bookmarks: their silence says nothing
   * @param leases one of the informers, whose watch is not silent for long while any node lives
   * @param lastLease when a lease was seen to be renewed last
   */
  WatchKeeper(
      List<RecordInformer<?, ?>> informers,
      List<RecordInformer<?, ?>> unmarked,
      RecordInformer<?, ?> leases,
      Supplier<Optional<Instant>> lastLease,
      Supplier<Instant> clock) {
    this.informers = informers;
    this.unmarked = unmarked;
    this.leases = leases;
    this.lastLease = lastLease;
    this.clock = clock;
  }

  void start() {
    long round = ROUND.toMillis();
    var rounds = thread.scheduleWithFixedDelay(this::round, round, round, TimeUnit.MILLISECONDS);
    log.debug("keeping {} watches: {}", informers.size(), rounds);
  }

  void stop() {
    thread.shutdownNow();
  }

  private void round() {
    try {
      look();
    } catch (RuntimeException e) {
      log.error("a round of watching the watches failed; there will be others", e);
    }
  }

  void look() {
    reopen("died with that of the leases", sharedTheLeasesFate());
    reopen("are silent", silent());
  }

  private List<RecordInformer<?, ?>> silent() {
    return informers.stream().filter(i -> i.isSilentFor(patience(i))).toList();
  }

  /** Leases are no measure while none has been renewed since they were listed anew. */
  private Duration patience(RecordInformer<?, ?> informer) {
    boolean lively = leasesReopenedAt == null && lastLease.get().isPresent();
    return informer == leases && lively ? TWO_RENEWALS : TWO_BOOKMARKS;
  }

  /**
   * Renewals that show at once on a new watch were kept from us by the old one, and likely so was
   * what the other watches have to say.
   */
  private List<RecordInformer<?, ?>> sharedTheLeasesFate() {
    var reopened = leasesReopenedAt;
    if (reopened == null || !lastLease.get().orElse(Instant.MIN).isAfter(reopened))
      return List.of();
    leasesReopenedAt = null;
    var silenceBegan = reopened.minus(TWO_RENEWALS);
    return Stream.concat(informers.stream(), unmarked.stream())
        .filter(i -> i.heardAt().isBefore(silenceBegan))
        .toList();
  }

  private void reopen(String why, List<RecordInformer<?, ?>> dead) {
    if (dead.isEmpty()) return;
    var kinds = dead.stream().map(RecordInformer::kind).toList();
    log.warn("Watches {} and are opened again: {}", why, String.join(", ", kinds));
    if (dead.contains(leases)) leasesReopenedAt = clock.get();
    dead.forEach(RecordInformer::reopen);
  }
}
