package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.dsl.Informable;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The watch of one kind, which keeps records instead of objects and never gives up. */
final class RecordInformer<T extends HasMetadata, R> {
  /** While it cannot be watched. */
  private static final Duration SAY_EVERY = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(RecordInformer.class);

  private final String kind;
  private final Informable<T> objects;
  private final Supplier<RecordItemStore<T, R>> items;
  private final Supplier<Instant> clock;
  private volatile @Nullable Throwable lastFailure;
  private volatile @Nullable Instant saidAt;
  private volatile CompletableFuture<Void> listing = new CompletableFuture<>();
  private Open open;
  private @Nullable String heard;
  private Instant heardAt;

  /** One informer and the only store that it may fill. */
  private final class Open {
    private final RecordItemStore<T, R> store = items.get();
    private final SharedIndexInformer<T> informer = objects.runnableInformer(0);
    private CompletableFuture<Void> listed = new CompletableFuture<>();

    Open() {
      informer.itemStore(store).removeIndexer("namespace");
      informer.exceptionHandler(RecordInformer.this::tryAgain);
    }

    void start() {
      listing = listed;
      listed = informer.start().toCompletableFuture();
      listing = listed;
    }

    /** What still arrives is not stored any more: it could be older than what is there by then. */
    void close() {
      store.close();
      informer.stop();
    }
  }

  /**
   * A watch that is not open yet.
   *
   * @param objects listed in pages: a limit also makes the first list a consistent read, instead of
   *     whatever the API server happens to have cached
   * @param items makes a way into the kind's one store
   */
  RecordInformer(
      String kind,
      Informable<T> objects,
      Supplier<RecordItemStore<T, R>> items,
      Supplier<Instant> clock) {
    this.kind = kind;
    this.objects = objects;
    this.items = items;
    this.clock = clock;
    this.heardAt = clock.get();
    this.open = new Open();
  }

  /** Before the first list whoever waits for it says so; later it is said here, now and then. */
  private boolean tryAgain(boolean started, Throwable failure) {
    lastFailure = failure;
    var now = clock.get();
    if (started && (saidAt == null || Duration.between(saidAt, now).compareTo(SAY_EVERY) > 0)) {
      saidAt = now;
      log.warn("{} cannot be watched, trying again: {}", kind, failure.getMessage());
    }
    return true;
  }

  synchronized void start() {
    open.start();
  }

  /** Lists and watches anew; the records stay, and those that are gone by now will go. */
  synchronized void reopen() {
    open.close();
    heardAt = clock.get();
    open = new Open();
    open.start();
  }

  /** Waits for the first list; false when the time is over. */
  boolean awaitListed(Duration atMost) throws InterruptedException {
    try {
      current().listed.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException notListed) {
      return false;
    }
  }

  /** False while its list is read: then what arrives may have happened at any time before. */
  boolean isListed() {
    var list = listing;
    return list.isDone() && !list.isCompletedExceptionally();
  }

  private synchronized Open current() {
    return open;
  }

  /** A watch that was closed and is about to be opened again is no illness. */
  boolean synced() {
    var informer = current().informer;
    return informer.hasSynced() && informer.isRunning();
  }

  /**
   * Its connection stands and has said nothing for that long. While there is none, the client is
   * busy connecting, and is best left alone.
   */
  synchronized boolean isSilentFor(Duration patience) {
    var silence = Duration.between(heardAt(), clock.get());
    return open.informer.isWatching() && silence.compareTo(patience) > 0;
  }

  /**
   * When the API server was heard last, be it with a bookmark only (it sends one a minute); as
   * exact as this is asked often. Each message brings a version string of its own, equal or not.
   */
  @SuppressWarnings({"ReferenceEquality", "StringEquality"})
  synchronized Instant heardAt() {
    @Nullable String version = open.informer.lastSyncResourceVersion();
    if (version != heard) {
      heard = version;
      heardAt = clock.get();
    }
    return heardAt;
  }

  String kind() {
    return kind;
  }

  String lastFailure() {
    var failure = lastFailure;
    return failure == null ? "no answer" : String.valueOf(failure.getMessage());
  }

  synchronized void stop() {
    open.close();
  }
}
