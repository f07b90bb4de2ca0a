package dev.holdfast.loop;

import dev.holdfast.alarm.Origin;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.pass.PolicyAlarms;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.status.AlarmCodec;
import dev.holdfast.status.News;
import dev.holdfast.status.StatusComposer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records what a turn found in the policy's status, by one compare-and-set, and lets alarms go that
 * stand there.
 */
final class PolicyRecord {
  private final Accounts accounts;
  private final StatusWriter writer;
  private final AlarmDesk desk;

  PolicyRecord(Accounts accounts, StatusWriter writer, AlarmDesk desk) {
    this.accounts = accounts;
    this.writer = writer;
    this.desk = desk;
  }

  /**
   * What came of recording.
   *
   * @param policy as it stands now; empty if somebody else was faster, or it is gone
   * @param lookAgain when time alone changes an alarm; absent if it does not
   */
  record Recorded(Optional<HighAvailabilityPolicy> policy, @Nullable Instant lookAgain) {}

  /**
   * The policy unchanged where nothing a person or a successor reads would differ; but steps pass
   * the compare-and-set each time that they are about to be done.
   */
  Recorded write(
      HighAvailabilityPolicy policy,
      PolicyMemory memory,
      PolicyView view,
      PolicyPass.Result result,
      Instant now) {
    var status = policy.getStatus();
    var before = status == null ? PolicyStatus.EMPTY : status;
    var origin = origin(policy);
    var opened = desk.open(origin, before.alarms(), now);
    var held = result.plan().held();
    var standing = result.standing();
    var ledger = accounts.upToNow(PolicyReader.read(policy), before.account());
    var situation = PolicyAlarms.of(memory, held, standing, ledger, view, now);
    var channels = view.spec().alarms();
    var journal =
        opened.journal().after(situation, channels.stream().map(AlarmChannel::id).toList(), now);
    var after =
        StatusComposer.compose(before, memory, held, standing, ledger, view, now)
            .with(AlarmCodec.write(journal));
    boolean news = News.isIn(status, after, now) || !memory.intents().isEmpty();
    var written = news ? writer.write(policy, after) : Optional.of(policy);
    if (written.isPresent()) desk.recorded(origin, channels, journal, opened, now);
    return new Recorded(written, earliest(situation.changesAt(), journal, now));
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

  /** The newest version, for whoever was slower. */
  Optional<HighAvailabilityPolicy> read(HighAvailabilityPolicy policy) {
    return writer.read(policy);
  }
}
