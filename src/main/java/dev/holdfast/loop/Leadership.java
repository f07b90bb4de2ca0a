package dev.holdfast.loop;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.config.LeaseTimings;
import dev.holdfast.ledger.Term;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether this replica is the one that acts. It runs for the lease {@value #LEASE} until it is
 * closed; losing the lease ends nothing but leadership. The lease keeps two replicas from working
 * at the same time as a rule; what must never happen twice is fenced by compare-and-set besides.
 */
public final class Leadership implements AutoCloseable {
  public static final String LEASE = "holdfast-leader";

  private static final Logger log = LoggerFactory.getLogger(Leadership.class);

  /** Told one thing at a time, in order, on a thread of its own. */
  public interface Listener {
    void started();

    void stopped();
  }

  private final LeaseTimings timings;
  private final Listener listener;
  private final LongSupplier nanos;
  private final KubernetesClient client;
  private final LeaderLease lease;
  private final StampingLock lock;
  private final Campaign campaign;
  private final ExecutorService notices =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().name("leadership").daemon().factory());
  private final Object changes = new Object();
  private final AtomicBoolean closed = new AtomicBoolean();
  private volatile boolean held;
  private volatile boolean standingDown;

  /**
   * @param cluster how to reach the API server; the election opens a client of its own, so that
   *     nothing else's requests hold up a renewal
   * @param identity never used before by any process
   */
  public Leadership(
      Config cluster, String namespace, String identity, LeaseTimings timings, Listener listener) {
    this(cluster, namespace, identity, timings, listener, System::nanoTime);
  }

  Leadership(
      Config cluster,
      String namespace,
      String identity,
      LeaseTimings timings,
      Listener listener,
      LongSupplier nanos) {
    this.nanos = nanos;
    this.timings = timings;
    this.listener = listener;
    this.client = client(cluster);
    this.lease = new LeaderLease(namespace, LEASE, identity, timings.duration());
    this.lock = new StampingLock(lease, nanos);
    this.campaign =
        new Campaign(
            client,
            lock,
            timings,
            new LeaderCallbacks(() -> hold(true), () -> hold(false), this::say));
  }

  private static KubernetesClient client(Config cluster) {
    int millis = Math.toIntExact(LeaseTimings.REQUEST_TIMEOUT.toMillis());
    return new KubernetesClientBuilder()
        .withConfig(
            new ConfigBuilder(cluster)
                .withRequestTimeout(millis)
                .withConnectionTimeout(millis)
                .withRequestRetryBackoffLimit(0) // the elector tries again, with a fresh look
                .withHttp2Disable(true) // over HTTP/2 a connection that died silently is kept on
                .build())
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }

  public void start() {
    campaign.start();
  }

  /**
   * Whether the lease was ours when it was last renewed; enough for nothing but to wait for more.
   */
  boolean holds() {
    return held && !standingDown;
  }

  /** Asked before each act: whether we hold the lease and renewed it lately enough to be sure. */
  public boolean isLeading() {
    return holds() && since(lock.renewedNanos()).compareTo(timings.trust()) < 0;
  }

  /** Who led before this replica; empty when nobody did as far as it saw. */
  Optional<Term> predecessor() {
    return lock.predecessor();
  }

  /** {@link System#nanoTime} of the API server's last answer; followers ask it as well. */
  public long lastAnsweredNanos() {
    return lock.answeredNanos();
  }

  /** How long the API server has not answered; from the start, where it never has. */
  public Duration sinceLastAnswer() {
    return since(lock.answeredNanos());
  }

  /** How long nobody has even tried to reach the lease: for liveness, the election may be stuck. */
  public Duration sinceLastTry() {
    return since(lock.triedNanos());
  }

  private Duration since(long then) {
    return Duration.ofNanos(nanos.getAsLong() - then);
  }

  private void hold(boolean now) {
    synchronized (changes) {
      if (held == now) return;
      held = now;
      if (!standingDown) notices.execute(now ? listener::started : listener::stopped);
    }
  }

  private void say(String leader) {
    log.info("{} is held by {}", lease.describe(), leader.isEmpty() ? "nobody" : leader);
  }

  /**
   * Acts no more, but keeps the lease until {@link #close}, so that no other replica starts while
   * acts that are under way here come to their end.
   */
  public void standDown() {
    synchronized (changes) {
      if (standingDown) return;
      standingDown = true;
      if (held) notices.execute(listener::stopped);
    }
    if (!held) campaign.end();
  }

  /** Gives the lease back, so that another replica need not wait until it runs out. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) return;
    standDown();
    campaign.end();
    release();
    notices.shutdown();
    client.close();
  }

  private void release() {
    if (!giveBack(e -> {})) giveBack(this::sayKept);
  }

  /** A renewal that was cut off on its way may still be done and cost the first try. */
  private boolean giveBack(Consumer<KubernetesClientException> failure) {
    try {
      lease.giveBack(client);
      return true;
    } catch (KubernetesClientException e) {
      failure.accept(e);
      return false;
    }
  }

  private void sayKept(KubernetesClientException e) {
    log.warn(
        "{} could not be given back, so that another replica leads only in {}: {}",
        lease.describe(),
        DurationFormat.format(timings.duration()),
        CallLog.reason(e));
  }
}
