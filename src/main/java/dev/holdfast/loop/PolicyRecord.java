package dev.holdfast.loop;

import dev.holdfast.alarm.Origin;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.loop.Recorder.Recorded;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.pass.PolicyAlarms;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.status.AlarmCodec;
import dev.holdfast.status.StatusComposer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records what a turn found in the policy's status, and lets alarms go when they stand there. */
final class PolicyRecord {
  private final Recorder recorder;
  private final AlarmDesk desk;
  private final Bulkhead bulkhead;

  PolicyRecord(Recorder recorder, AlarmDesk desk, Bulkhead bulkhead) {
    this.recorder = recorder;
    this.desk = desk;
    this.bulkhead = bulkhead;
  }

  /**
   * What is to be recorded.
   *
   * @param lookAgain when time alone changes an alarm; absent if it does not
   */
  record Draft(
      HighAvailabilityPolicy policy,
      PolicyView view,
      PolicyStatus status,
      AlarmDesk.Opened opened,
      AlarmJournal journal,
      Instant at,
      @Nullable Instant lookAgain) {}

  Draft draft(
      HighAvailabilityPolicy policy,
      PolicyMemory memory,
      PolicyView view,
      PolicyPass.Result result,
      Ledger ledger,
      Instant now) {
    var opened = desk.open(origin(policy), recorder.before(policy).alarms(), now);
    return draft(policy, memory, view, result, ledger, opened, now);
  }

  /** The same of incidents and intents alone: what only tells of the past is begun anew. */
  Draft afresh(
      HighAvailabilityPolicy policy,
      PolicyMemory memory,
      PolicyView view,
      PolicyPass.Result result,
      Ledger ledger,
      Instant now) {
    return draft(
        policy, memory.withoutHistory(), view, result, ledger, AlarmDesk.Opened.NOTHING, now);
  }

  private static Draft draft(
      HighAvailabilityPolicy policy,
      PolicyMemory memory,
      PolicyView view,
      PolicyPass.Result result,
      Ledger ledger,
      AlarmDesk.Opened opened,
      Instant now) {
    var held = result.plan().held();
    var standing = result.standing();
    var situation = PolicyAlarms.of(memory, held, standing, ledger, view, now);
    var channels = AlarmChannel.ids(view.spec().alarms());
    var journal = opened.journal().after(situation, channels, now);
    var status =
        StatusComposer.compose(policy.getStatus(), memory, held, standing, ledger, view, now)
            .with(AlarmCodec.write(journal));
    var look = earliest(situation.changesAt(), journal, now);
    return new Draft(policy, view, status, opened, journal, now, look);
  }

  private static Origin origin(HighAvailabilityPolicy policy) {
    var key = PolicyReader.key(policy);
    return new Origin(
        "HighAvailabilityPolicy", key.namespace(), key.name(), key.uid(), key.namespace());
  }

  private static @Nullable Instant earliest(
      @Nullable Instant change, AlarmJournal journal, Instant now) {
    return Stream.of(Optional.ofNullable(change), journal.lookAgain(now))
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Where it says something new, and not more often than anybody could read. */
  Recorded whenNew(Draft draft) {
    var recorded = recorder.whenNew(draft.policy(), draft.status(), draft.at());
    if (recorded instanceof Recorded.Standing) letAlarmsGo(draft);
    return recorded;
  }

  /** News or not; empty when somebody else was faster, or the policy is gone. */
  Optional<HighAvailabilityPolicy> atOnce(Draft draft) {
    var written = recorder.atOnce(draft.policy(), draft.status());
    if (written.isPresent()) letAlarmsGo(draft);
    return written;
  }

  private void letAlarmsGo(Draft draft) {
    bulkhead.run(
        "policy %s: its alarms".formatted(draft.view().policy()),
        () ->
            desk.recorded(
                origin(draft.policy()),
                draft.view().spec().alarms(),
                draft.journal(),
                draft.opened(),
                draft.at()));
  }
}
