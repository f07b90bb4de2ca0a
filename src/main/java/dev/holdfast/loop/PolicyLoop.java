package dev.holdfast.loop;

import dev.holdfast.action.Executor;
import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.incident.Outcome;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.loop.PolicyRecord.Draft;
import dev.holdfast.loop.Recorder.Recorded;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.Notices;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.status.MemoryCodec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One policy's turn: view, pass, record by compare-and-set, execute, record what came of it. Losing
 * the compare-and-set means not doing it.
 */
final class PolicyLoop {
  /** After an unknown outcome: the watch will have told by then. */
  static final Duration LOOK_AFTER_UNKNOWN = Duration.ofSeconds(2);

  /** After losing a compare-and-set: the winner's version was read, and may be written again. */
  static final Duration LOOK_AFTER_CONFLICT = Duration.ofMillis(200);

  private final PolicyViews views;
  private final Telling telling;
  private final StatusWriter writer;
  private final PolicyRecord record;
  private final Executor executor;
  private final Steering steering;
  private final Supplier<Instant> clock;

  /**
   * What a turn leaves behind.
   *
   * @param policy the newest version known, written or read; empty if it is gone
   * @param lookAgain after this much time at the latest; empty when only an event can matter
   */
  record Turn(
      Optional<HighAvailabilityPolicy> policy, Optional<Duration> lookAgain, boolean steers) {}

  PolicyLoop(
      PolicyViews views,
      Telling telling,
      StatusWriter writer,
      PolicyRecord record,
      Executor executor,
      Steering steering,
      Supplier<Instant> clock) {
    this.views = views;
    this.telling = telling;
    this.writer = writer;
    this.record = record;
    this.executor = executor;
    this.steering = steering;
    this.clock = clock;
  }

  Turn run(HighAvailabilityPolicy policy) {
    var known = PolicyReader.read(policy);
    if (PolicyStatus.NOT_UNDERSTOOD.equals(policy.getStatus())) return leaveAlone(policy, known);
    var now = clock.get();
    var memory = MemoryCodec.read(policy.getStatus(), known.key().namespace());
    telling.unreadable(known, MemoryCodec.unreadable(policy.getStatus(), memory));
    var ledger = telling.ledger(policy, known);
    var view = views.of(known, memory, telling.budgetLeft(known, ledger, now));
    var result = PolicyPass.run(memory, view, now);
    boolean steers = steering.want(known.key().uid(), result.plan().steer());
    var draft = telling.draft(policy, known, result.memory(), view, result, ledger, now);
    var look = lookAgain(result, draft).map(at -> Duration.between(now, at));
    return switch (recorded(draft, result)) {
      case Recorded.Standing standing -> {
        telling.passed(known, memory, result);
        yield recorded(standing.policy(), known, result, view, steers, look);
      }
      case Recorded.Postponed postponed ->
          new Turn(Optional.of(policy), sooner(look, postponed.rest()), steers);
      case Recorded.Lost lost -> lost(policy, steers);
    };
  }

  /** Steps pass the compare-and-set each time that they are about to be done. */
  private Recorded recorded(Draft draft, PolicyPass.Result result) {
    return result.plan().act().isEmpty()
        ? record.whenNew(draft)
        : Recorded.of(record.atOnce(draft));
  }

  private static Optional<Instant> lookAgain(PolicyPass.Result result, Draft draft) {
    return Stream.of(result.plan().lookAgain(), draft.lookAgain())
        .flatMap(Stream::ofNullable)
        .min(Instant::compareTo);
  }

  private Turn recorded(
      HighAvailabilityPolicy policy,
      KnownPolicy known,
      PolicyPass.Result result,
      PolicyView view,
      boolean steers,
      Optional<Duration> look) {
    telling.publish(known.key(), result.notices());
    return result.plan().act().isEmpty()
        ? new Turn(Optional.of(policy), look, steers)
        : act(policy, known, result, view, steers, look);
  }

  private Turn lost(HighAvailabilityPolicy policy, boolean steers) {
    var newest = writer.read(policy);
    return new Turn(newest, newest.map(found -> LOOK_AFTER_CONFLICT), steers);
  }

  private Turn leaveAlone(HighAvailabilityPolicy policy, KnownPolicy known) {
    var notice = new Notices(known.key()).statusNotUnderstood();
    telling.publish(known.key(), List.of(notice));
    telling.rested(known);
    return new Turn(
        Optional.of(policy), Optional.empty(), steering.want(known.key().uid(), Set.of()));
  }

  /** It gets no turn any more; true when that changes which nodes are steered around. */
  boolean leave(HighAvailabilityPolicy policy) {
    return steering.want(policy.getMetadata().getUid(), Set.of());
  }

  /** Where no condition can be written an Event must do. */
  void statusRefused(HighAvailabilityPolicy policy, String why) {
    var key = PolicyReader.key(policy);
    telling.publish(key, List.of(new Notices(key).statusRefused(why)));
  }

  private Turn act(
      HighAvailabilityPolicy policy,
      KnownPolicy known,
      PolicyPass.Result result,
      PolicyView view,
      boolean steers,
      Optional<Duration> look) {
    var outcomes = executor.execute(result.plan().act(), new PolicyConsent(views, known, view));
    outcomes.forEach(outcome -> telling.report(view, outcome));
    var now = clock.get();
    var settled = PolicyPass.settle(result.memory(), view, outcomes, now);
    var ledger = telling.ledger(policy, known);
    var draft = telling.draft(policy, known, settled.memory(), view, result, ledger, now);
    var written = record.atOnce(draft);
    if (written.isPresent()) telling.publish(view.policy(), settled.notices());
    boolean unknown = outcomes.stream().anyMatch(Outcome.Unknown.class::isInstance);
    var next = unknown || written.isEmpty() ? Optional.<Duration>empty() : look;
    return new Turn(
        written.or(() -> writer.read(policy)), sooner(next, LOOK_AFTER_UNKNOWN), steers);
  }

  private static Optional<Duration> sooner(Optional<Duration> look, Duration limit) {
    return look.filter(delay -> delay.compareTo(limit) < 0).or(() -> Optional.of(limit));
  }
}
