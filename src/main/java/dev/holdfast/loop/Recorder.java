package dev.holdfast.loop;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.status.News;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;

/**
 * Writes a policy's status when it says something new: the first news at once, and then no more
 * often than anybody could read them, however its pods flap.
 */
final class Recorder {
  /** Between two news of a policy; steps and what came of them do not wait for it. */
  static final Duration PACE = Duration.ofSeconds(1);

  private final BiFunction<HighAvailabilityPolicy, PolicyStatus, Optional<HighAvailabilityPolicy>>
      write;
  private final LongSupplier nanos;
  private final LastSent<PolicyStatus> sent = new LastSent<>();
  private final Map<String, Long> toldAt = new ConcurrentHashMap<>();
  private volatile Instant led = Instant.MIN;

  /** What became of a status. */
  sealed interface Recorded {
    /** It stands in this version of the policy, written now or before. */
    record Standing(HighAvailabilityPolicy policy) implements Recorded {}

    /** Nothing was written: look again after this time, and record what is so then. */
    record Postponed(Duration rest) implements Recorded {}

    /** Somebody else was faster, or the policy is gone. */
    record Lost() implements Recorded {}

    static Recorded of(Optional<HighAvailabilityPolicy> written) {
      return written.<Recorded>map(Standing::new).orElseGet(Lost::new);
    }
  }

  /**
   * A recorder that knows of nothing written before.
   *
   * @param write by compare-and-set; empty when it was lost
   * @param nanos the monotonic clock
   */
  Recorder(
      BiFunction<HighAvailabilityPolicy, PolicyStatus, Optional<HighAvailabilityPolicy>> write,
      LongSupplier nanos) {
    this.write = write;
    this.nanos = nanos;
  }

  /** This replica leads from now on. */
  void lead(Instant now) {
    led = now;
  }

  /** What stands in the policy, as it was meant. */
  PolicyStatus before(HighAvailabilityPolicy policy) {
    var status = sent.insteadOf(policy.getStatus(), policy);
    return status == null ? PolicyStatus.EMPTY : status;
  }

  Recorded whenNew(HighAvailabilityPolicy policy, PolicyStatus status, Instant now) {
    if (!isWorthAWrite(policy, status, now)) return new Recorded.Standing(policy);
    var rest = rest(policy);
    if (rest.isPositive()) return new Recorded.Postponed(rest);
    long begun = nanos.getAsLong();
    var written = atOnce(policy, status);
    if (written.isPresent()) toldAt.put(policy.getMetadata().getUid(), begun);
    return Recorded.of(written);
  }

  private boolean isWorthAWrite(HighAvailabilityPolicy policy, PolicyStatus status, Instant now) {
    var before = sent.insteadOf(policy.getStatus(), policy);
    return News.isIn(before, status, now) || News.isUnsigned(before, led, now);
  }

  private Duration rest(HighAvailabilityPolicy policy) {
    var last = toldAt.get(policy.getMetadata().getUid());
    return last == null ? Duration.ZERO : PACE.minusNanos(nanos.getAsLong() - last);
  }

  /** News or not, and whatever was just written: a step waits for nothing but this. */
  Optional<HighAvailabilityPolicy> atOnce(HighAvailabilityPolicy policy, PolicyStatus status) {
    var written = write.apply(policy, status);
    written.ifPresent(taken -> sent.remember(taken, status));
    return written;
  }

  void forget(String uid) {
    sent.forget(uid);
    toldAt.remove(uid);
  }
}
