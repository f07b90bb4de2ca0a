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

/** The watch of one kind, which keeps records instead of objects and never gives up. */
final class RecordInformer<T extends HasMetadata, R> {
  /**
   * Objects a page. A limit also makes the first list a consistent read, instead of whatever the
   * API server happens to have cached.
   */
  private static final long PAGE = 500;

  private final String kind;
  private final SharedIndexInformer<T> informer;
  private final Supplier<Instant> clock;
  private volatile CompletableFuture<Void> listed = new CompletableFuture<>();
  private volatile @Nullable Throwable lastFailure;
  private @Nullable String heard;
  private Instant heardAt;

  RecordInformer(
      String kind, Informable<T> objects, RecordItemStore<T, R> store, Supplier<Instant> clock) {
    this.kind = kind;
    this.clock = clock;
    this.heardAt = clock.get();
    this.informer = objects.withLimit(PAGE).runnableInformer(0);
    informer.itemStore(store).removeIndexer("namespace");
    informer.exceptionHandler(this::tryAgain);
  }

  private boolean tryAgain(boolean started, Throwable failure) {
    lastFailure = failure;
    return true;
  }

  void start() {
    listed = informer.start().toCompletableFuture();
  }

  /** Waits for the first list; false when the time is over. */
  boolean awaitListed(Duration atMost) throws InterruptedException {
    try {
      listed.get(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException notListed) {
      return false;
    }
  }

  /** A watch that was closed and is about to be opened again is no illness. */
  boolean synced() {
    return informer.hasSynced() && informer.isRunning();
  }

  /**
   * When the API server was heard last, be it with a bookmark only (it sends one a minute); as
   * exact as this is asked often. Each message brings a version string of its own, equal or not.
   */
  @SuppressWarnings("ReferenceEquality")
  synchronized Instant heardAt() {
    var version = informer.lastSyncResourceVersion();
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

  void stop() {
    informer.stop();
  }
}
