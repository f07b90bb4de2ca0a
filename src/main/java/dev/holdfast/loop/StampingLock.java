package dev.holdfast.loop;

import dev.holdfast.ledger.Term;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts an election on the monotonic clock: stamps our renewals and the API server's answers, and
 * ages another's lease by when we saw it change. The elector itself would compare the other's wall
 * clock with ours, and two clocks that disagree would make two leaders, or none for as long.
 */
final class StampingLock implements Lock {
  private static final int TOO_MANY_REQUESTS = 429;

  private final Lock lock;
  private final LongSupplier nanos;
  private final CallLog reading = new CallLog("read");
  private final CallLog writing = new CallLog("written");
  private volatile long renewed;
  private volatile long answered;
  private volatile long tried;
  private volatile @Nullable LeaderElectionRecord seen;
  private long seenAt;

  StampingLock(Lock lock, LongSupplier nanos) {
    this.lock = lock;
    this.nanos = nanos;
    this.answered = nanos.getAsLong();
    this.tried = answered;
  }

  /** The last replica but ours that was seen to hold the lease, or to have given it back. */
  Optional<Term> predecessor() {
    var last = seen;
    return Optional.ofNullable(last)
        .map(r -> new Term(r.getAcquireTime().toInstant(), r.getRenewTime().toInstant()));
  }

  /** When the last successful renewal was begun; means nothing before the first. */
  long renewedNanos() {
    return renewed;
  }

  /** When the API server last answered anything that shows that it and its store work. */
  long answeredNanos() {
    return answered;
  }

  /** When the elector last looked at the lease, with or without success. */
  long triedNanos() {
    return tried;
  }

  @Override
  public @Nullable LeaderElectionRecord get(KubernetesClient client) {
    tried = nanos.getAsLong();
    var record = call(reading, () -> lock.get(client));
    return record == null || identity().equals(record.getHolderIdentity())
        ? record
        : agedByOurClock(record);
  }

  private LeaderElectionRecord agedByOurClock(LeaderElectionRecord record) {
    if (!record.equals(seen)) {
      seen = record;
      seenAt = nanos.getAsLong();
    }
    return new LeaderElectionRecord(
        record.getHolderIdentity(),
        record.getLeaseDuration(),
        record.getAcquireTime(),
        ZonedDateTime.now(ZoneOffset.UTC).minusNanos(nanos.getAsLong() - seenAt),
        record.getLeaderTransitions());
  }

  @Override
  public void create(KubernetesClient client, LeaderElectionRecord record) {
    renew(() -> lock.create(client, record));
  }

  @Override
  public void update(KubernetesClient client, LeaderElectionRecord record) {
    renew(() -> lock.update(client, record));
  }

  /** Stamped with the time before the call: others may count from any moment after it. */
  private void renew(Runnable write) {
    long before = nanos.getAsLong();
    this.<@Nullable Void>call(
        writing,
        () -> {
          write.run();
          return null;
        });
    renewed = before;
  }

  /** Lets out only the exception that the elector survives. */
  private <T extends @Nullable Object> T call(CallLog log, Supplier<T> request) {
    try {
      var result = request.get();
      answered = nanos.getAsLong();
      log.succeeded(describe());
      return result;
    } catch (KubernetesClientException e) {
      if (showsLife(e)) answered = nanos.getAsLong();
      log.failed(describe(), e);
      throw e;
    } catch (RuntimeException e) {
      var failure = new KubernetesClientException("the lease is unreadable: " + e, e);
      log.failed(describe(), failure);
      throw failure;
    }
  }

  /** A refusal is an answer too, but not one that tells of a store that is down, or of overload. */
  private static boolean showsLife(KubernetesClientException e) {
    return e.getCode() >= 400 && e.getCode() < 500 && e.getCode() != TOO_MANY_REQUESTS;
  }

  @Override
  public String identity() {
    return lock.identity();
  }

  @Override
  public String describe() {
    return lock.describe();
  }
}
