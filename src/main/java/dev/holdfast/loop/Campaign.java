package dev.holdfast.loop;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.holdfast.config.LeaseTimings;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElector;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectorBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs for the lease until it is ended, with one elector after another: each of fabric8's is spent
 * when the term that it won is over.
 */
final class Campaign {
  /** A look and a renewal may be under way when the campaign ends. */
  private static final Duration LAST_CALLS = LeaseTimings.REQUEST_TIMEOUT.multipliedBy(3);

  private static final Logger log = LoggerFactory.getLogger(Campaign.class);

  private final KubernetesClient client;
  private final LeaderElectionConfig config;
  private final ScheduledThreadPoolExecutor thread =
      new ScheduledThreadPoolExecutor(1, Thread.ofPlatform().name("election").daemon().factory());
  private volatile @Nullable CompletableFuture<?> term;
  private volatile boolean ended;

  Campaign(KubernetesClient client, Lock lock, LeaseTimings timings, LeaderCallbacks callbacks) {
    this.client = client;
    this.config =
        new LeaderElectionConfig(
            lock,
            timings.duration(),
            timings.renewDeadline(),
            timings.retryPeriod(),
            callbacks,
            false, // its release leaves the holder's name standing; Leadership clears it
            Leadership.LEASE);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  void start() {
    thread.execute(this::run);
  }

  private void run() {
    if (ended) return;
    var next = elector().start();
    term = next;
    var unused = next.whenComplete((nothing, failure) -> runAgain(failure));
    if (ended) next.cancel(true);
  }

  private LeaderElector elector() {
    return new LeaderElectorBuilder(client, thread).withConfig(config).build();
  }

  private void runAgain(@Nullable Throwable failure) {
    if (ended) return;
    if (failure != null && !(failure instanceof CancellationException)) {
      log.error("A term ended by an error; running for the lease again", failure);
    }
    var unused = thread.schedule(this::run, config.getRetryPeriod().toNanos(), NANOSECONDS);
  }

  /** Stops; no call for the lease is made after it returned. */
  void end() {
    ended = true;
    var last = term;
    if (last != null) last.cancel(true);
    thread.shutdown();
    try {
      thread.awaitTermination(LAST_CALLS.toNanos(), NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
