package dev.holdfast.kube.write;

import dev.holdfast.kube.source.ObserverLease;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.Vote;
import dev.holdfast.vote.Statement;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes this replica's vote on a lease of its own, from a thread of its own: nobody waits for
 * it, and an API server that is away costs votes, nothing else.
 */
public final class VoteLease implements AutoCloseable {
  /**
   * After news, of which there are many where packets are lost: small beside the second between two
   * probes, and ten ballots a second over 5,000 nodes take a fiftieth of a core.
   */
  private static final Duration SOON = Duration.ofMillis(100);

  /** Without news: time alone changes a vote too. */
  private static final Duration LOOK = Duration.ofMillis(500);

  /** A healthy API server answers within milliseconds, and a vote that is late is of no use. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(VoteLease.class);

  private final KubernetesClient client;
  private final Seat seat;
  private final LongFunction<Vote> ballot;
  private final Supplier<Instant> clock;
  private final VoteRhythm rhythm = new VoteRhythm(System::nanoTime);
  private final AtomicLong failures = new AtomicLong();
  private final AtomicBoolean poked = new AtomicBoolean();
  private final ScheduledExecutorService thread =
      new ScheduledThreadPoolExecutor(
          1,
          Thread.ofPlatform().name("vote-lease").daemon().factory(),
          new ThreadPoolExecutor.DiscardPolicy()); // news after the end
  private long sequence;
  private boolean failing;

  /**
   * Who writes.
   *
   * @param namespace Holdfast's own
   * @param replica as the votes name it
   * @param process this very one
   * @param pod in which it runs, where it does: the lease goes with it
   */
  public record Seat(
      String namespace, String replica, String process, Supplier<Optional<PodRef>> pod) {
    @Override
    public String toString() {
      return "The lease " + namespace + "/" + ObserverLease.nameOf(replica);
    }
  }

  /**
   * Nothing is written before {@link #start}.
   *
   * @param ballot makes the vote of that sequence number as of now; asked by one thread only
   * @param clock tells the time that the lease shows
   */
  public VoteLease(
      KubernetesClient client, Seat seat, LongFunction<Vote> ballot, Supplier<Instant> clock) {
    this.client = SingleRequests.of(client, TIMEOUT);
    this.seat = seat;
    this.ballot = ballot;
    this.clock = clock;
  }

  public void start() {
    long look = LOOK.toMillis();
    var looks = thread.scheduleWithFixedDelay(this::lookNow, 0, look, TimeUnit.MILLISECONDS);
    log.debug("publishing votes: {}", looks);
  }

  /** Something may be to be said: never waits, and may be called as often as one likes. */
  public void look() {
    if (poked.getAndSet(true)) return;
    var look = thread.schedule(this::lookNow, SOON.toMillis(), TimeUnit.MILLISECONDS);
    log.trace("news: {}", look);
  }

  /** Votes that were not written, or of which that is not known, since the start. */
  public long failures() {
    return failures.get();
  }

  /** Whatever fails, there is a next look. */
  private void lookNow() {
    boolean isNews = poked.getAndSet(false);
    try {
      if (!rhythm.rests()) publish(ballot.apply(sequence + 1));
      else if (isNews) look();
    } catch (KubernetesClientException e) {
      failed(Answers.message(e));
    } catch (RuntimeException e) {
      failed("a defect of Holdfast: " + e);
    }
  }

  private void publish(Vote vote) {
    var statement = Statement.of(vote);
    if (!rhythm.isDue(statement)) return;
    rhythm.tries();
    sequence = vote.sequence();
    write(VoteForm.of(vote, seat, clock.get()));
    rhythm.wrote(statement);
    if (failing) log.info("{} can be written again", seat);
    failing = false;
  }

  /** One request, but for the first time: with an object at hand the client patches at once. */
  private void write(Lease lease) {
    var object = client.leases().inNamespace(seat.namespace()).resource(lease);
    try {
      var json = client.getKubernetesSerialization().asJson(lease);
      object.patch(PatchContext.of(PatchType.JSON_MERGE), json);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) throw e;
      object.create();
    }
  }

  private void failed(String why) {
    rhythm.failed();
    failures.incrementAndGet();
    if (failing) return;
    failing = true;
    log.warn(
        "{} cannot be written, so that no other replica hears what this one cannot reach; trying"
            + " again: {}",
        seat,
        why);
  }

  /** Takes the vote back: a replica that stopped is not counted among those that see nothing. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      boolean done = thread.awaitTermination(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      if (done && sequence > 0) takeBack();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      thread.shutdownNow();
    }
  }

  private void takeBack() {
    try {
      var name = ObserverLease.nameOf(seat.replica());
      var deleted = client.leases().inNamespace(seat.namespace()).withName(name).delete();
      log.debug("{} is taken back: {}", seat, deleted);
    } catch (KubernetesClientException e) {
      log.warn("{} could not be taken back, and goes with its pod: {}", seat, Answers.message(e));
    }
  }
}
