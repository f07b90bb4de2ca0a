package dev.holdfast.action;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.PodRef;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The only door to a change of the cluster, shared by all policies and the node loop. It reserves,
 * the call is made outside of its lock, it settles; each refusal has a name. Pods that we removed
 * count as leaving until the caches show it.
 */
public final class Gate {
  /** A removal with unknown outcome is forgotten after this: the pod would be gone by then. */
  static final Duration UNKNOWN_COUNTS = Duration.ofMinutes(1);

  private final BooleanSupplier leading;
  private final BooleanSupplier stopped;
  private final LongSupplier nanos;
  private final Map<String, Removal> leaving = new HashMap<>();
  private final MoveBudget moves;
  private int underWay;
  private boolean closed;

  /**
   * A pod that we removed: by which intent, when on the monotonic clock, and an earlier try of
   * which nobody knows what came of it.
   */
  private record Removal(String intent, long at, @Nullable Removal before) {
    Removal after(Removal earlier) {
      return new Removal(intent, at, new Removal(earlier.intent, earlier.at, null));
    }
  }

  /**
   * A new gate.
   *
   * @param leading the lease is held, and was renewed lately
   * @param stopped the emergency stop is pulled
   * @param movesPerMinute voluntary removals in the whole cluster
   * @param nanos the monotonic clock
   */
  public Gate(
      BooleanSupplier leading, BooleanSupplier stopped, int movesPerMinute, LongSupplier nanos) {
    this.leading = leading;
    this.stopped = stopped;
    this.moves = new MoveBudget(movesPerMinute);
    this.nanos = nanos;
  }

  /** Why nothing at all may be done now; empty when something may. */
  public synchronized Optional<Hold> shut() {
    if (closed) return refuse("ShuttingDown", "this replica is stopping", "another replica leads");
    if (stopped.getAsBoolean()) return Optional.of(emergencyStop());
    if (!leading.getAsBoolean()) {
      return refuse("NotLeading", "the lease was not renewed lately", "the lease is renewed");
    }
    return Optional.empty();
  }

  /** The hold that the emergency stop is, however it was seen. */
  public static Hold emergencyStop() {
    return new Hold(
        "EmergencyStop",
        "the ConfigMap emergency-stop exists",
        "kubectl -n <Holdfast's namespace> delete configmap emergency-stop");
  }

  /**
   * Makes the call if it may be made; what happened to it if it may not, or failed.
   *
   * @param claimant whose turn it must be for a voluntary removal
   * @param brokenPromise asked of a voluntary removal while no other can begin
   */
  public Outcome pass(
      Intent intent,
      Claimant claimant,
      Supplier<Optional<Hold>> brokenPromise,
      Supplier<Outcome> call) {
    var refusal = reserve(intent, claimant, brokenPromise);
    if (refusal.isPresent()) return refused(intent, refusal.get());
    Outcome outcome = new Outcome.Unknown(intent, "the call did not return");
    try {
      outcome = call.get();
    } finally {
      settle(intent, outcome);
    }
    return outcome;
  }

  /** The same for changes of nodes, whose brake is counted by their marks. */
  public Answer pass(Supplier<Answer> call) {
    synchronized (this) {
      var refusal = shut();
      if (refusal.isPresent()) return new Answer.Rejected(0, refusal.get().message());
      underWay++;
    }
    try {
      return call.get();
    } finally {
      done();
    }
  }

  private synchronized Optional<Hold> reserve(
      Intent intent, Claimant claimant, Supplier<Optional<Hold>> brokenPromise) {
    var refusal = shut().or(() -> busy(intent));
    if (intent.purpose().isVoluntary()) refusal = refusal.or(brokenPromise);
    refusal = refusal.or(() -> tooMany(intent, claimant));
    if (refusal.isEmpty()) underWay++;
    if (refusal.isEmpty() && intent.step() instanceof Step.Removal) {
      leaving.merge(
          intent.step().pod().uid(),
          new Removal(intent.id(), nanos.getAsLong(), null),
          (earlier, now) -> now.after(earlier));
    }
    return refusal;
  }

  /** Only the same intent may try again at a pod that somebody has just removed. */
  private Optional<Hold> busy(Intent intent) {
    var removal = leaving.get(intent.step().pod().uid());
    return removal == null || removal.intent().equals(intent.id())
        ? Optional.empty()
        : refuse("UnderWay", "the pod was just removed", "the caches show it");
  }

  private Optional<Hold> tooMany(Intent intent, Claimant claimant) {
    return intent.purpose().isVoluntary()
        ? moves.take(intent.step().pod().uid(), claimant, nanos.getAsLong())
        : Optional.empty();
  }

  private synchronized void settle(Intent intent, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> {}
      case Outcome.Unknown unknown -> {}
      case Outcome.Refused refused -> {
        leaving.computeIfPresent(intent.step().pod().uid(), (uid, removal) -> removal.before());
        moves.giveBack(intent.step().pod().uid());
      }
    }
    done();
  }

  private synchronized void done() {
    underWay--;
    notifyAll();
  }

  /** The caches show that the pod is gone or going. */
  public synchronized void seenLeaving(PodRef pod) {
    leaving.remove(pod.uid());
  }

  /** uids of pods that we removed and that the caches may still show as they were. */
  public synchronized Set<String> leaving() {
    long now = nanos.getAsLong();
    leaving.values().removeIf(removal -> now - removal.at() >= UNKNOWN_COUNTS.toNanos());
    return Set.copyOf(leaving.keySet());
  }

  /** Lets nothing through any more, and waits until what is under way is over. */
  public synchronized boolean close(Duration atMost) throws InterruptedException {
    closed = true;
    long end = System.nanoTime() + atMost.toNanos();
    while (underWay > 0) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) return false;
      wait(left);
    }
    return true;
  }

  private static Optional<Hold> refuse(String reason, String message, String release) {
    return Optional.of(new Hold(reason, message, release));
  }

  static Outcome refused(Intent intent, Hold why) {
    return new Outcome.Refused(intent, why.reason(), why.message(), why.release());
  }
}
