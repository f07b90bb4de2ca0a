package dev.holdfast.health;

import dev.holdfast.health.Reach.Missed;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.Vote;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the observers' probes of a node mean, together with every sign of life. */
record ProbeJudge(NodeSignal node, NodeRules rules, Evidence evidence, Instant now) {
  /**
   * Machines whose links fail over, or that are moved, stand still for up to 3 s and answer again
   * within half a second.
   */
  static final Duration SHORT_STUN = Duration.ofMillis(3_500);

  /** What a quorum that misses it makes of the node; empty while none does. */
  Optional<Verdict> verdict() {
    return evidence.reach() instanceof Missed missed
        ? Optional.of(verdict(missed))
        : Optional.empty();
  }

  private Verdict verdict(Missed missed) {
    var life = signOfLife();
    if (missed.isSilent() && !isCompanyKnown(missed)) {
      return new Verdict.Suspect(now, answer(missed), life.isEmpty());
    }
    if (life.isPresent()) {
      return new Verdict.KubeletDown(now, answer(missed) + ", while " + life.get());
    }
    if (!missed.isSilent()) return new Verdict.Suspect(now, answer(missed), isOverdue());
    return isLeaseOverdueSince(missed)
        ? new Verdict.Lost(now, answer(missed) + ", and so is its lease", missed.observers())
        : new Verdict.Unreachable(now, answer(missed), missed.observers());
  }

  private static String answer(Missed missed) {
    var evidence =
        switch (missed.answer()) {
          case SILENT -> "silent";
          case HUNG -> "the kubelet's port hangs";
          case REFUSED -> "the kubelet's port refuses";
          case ANSWERED -> throw new IllegalStateException("an answer is no miss");
        };
    return FaultOrigin.of(missed.answer())
        .cause("%s to %d observers".formatted(evidence, missed.observers().size()));
  }

  /**
   * Somebody gets answers of it, or of what is there: if the API server does not hear it, that is
   * between the two. Any answer, to whomever, ends every proof that it does not run.
   */
  boolean lives() {
    return switch (evidence.reach()) {
      case Reach.Unsettled unsettled -> unsettled.answers();
      case Reach.Reached reached -> true;
      case Missed missed -> missed.contradicted() || signOfLife().isPresent();
    };
  }

  /** Something at its address answers, if only that nobody listens: no machine that is off does. */
  boolean isPowered() {
    return lives() || evidence.reach() instanceof Missed missed && !missed.isSilent();
  }

  /**
   * Its last sign of life. Where a quorum misses it, that is the last answer to any observer. All
   * others have asked it within five quarters of a period after the first miss, and had no answer.
   */
  LastSign lastSign() {
    var renewed = node.leaseRenewedAt();
    if (!(evidence.reach() instanceof Missed missed)) return LastSign.ofLease(renewed);
    var answered = missed.answeredAt();
    var unanswered = missed.unansweredAt().plus(rules.probeSpacing());
    if (!unanswered.isAfter(renewed)) return LastSign.ofLease(renewed);
    return new LastSign(answered.isAfter(renewed) ? answered : renewed, unanswered);
  }

  /** What shows that something there lives although its kubelet's port is missed. */
  Optional<String> signOfLife() {
    if (!(evidence.reach() instanceof Missed missed)) return Optional.empty();
    if (isFresh(missed.podAnsweredAt(), missed)) return Optional.of("a pod there answers");
    if (residentSpoke(missed)) return Optional.of("an observer there is heard");
    if (node.leaseRenewedAt().isAfter(missed.since()) && !isOverdue()) {
      return Optional.of("its lease is renewed");
    }
    return isFresh(evidence.podReadyAt(), missed)
        ? Optional.of("its kubelet set a pod ready")
        : Optional.empty();
  }

  /** What it wrote before the end may have arrived after it. */
  private static boolean residentSpoke(Missed missed) {
    var heard = missed.residentAt();
    return heard != null && heard.isAfter(missed.since().plus(Electorate.WAY));
  }

  /** It would have been heard by now, did it live. */
  private boolean isResidentSilent(Missed missed) {
    return missed.residentAt() == null || isSilentFor(missed, Vote.HEARTBEAT.plus(Electorate.WAY));
  }

  private boolean isFresh(@Nullable Instant sign, Missed missed) {
    return sign != null && sign.isAfter(missed.since()) && Electorate.isLately(sign, now);
  }

  /**
   * The second, independent way: the API server has not heard it either since it was missed, for
   * longer than kubelets take between two renewals. A lease that was old when the silence began
   * says nothing yet.
   */
  private boolean isLeaseOverdueSince(Missed missed) {
    return isOverdue()
        && isSilentFor(missed, rules.suspectAfter())
        && !node.leaseRenewedAt().isAfter(missed.since())
        && !missed.contradicted();
  }

  /**
   * Two ways that fail together are enough for a pod only if no observer gets through, for longer
   * than a short stun.
   */
  boolean isSettled() {
    return evidence.reach() instanceof Missed missed
        && missed.unanimous()
        && isResidentSilent(missed)
        && isCompanyKnown(missed)
        && isSilentFor(missed, SHORT_STUN);
  }

  /** All are known that went at the same moment: a crowd is rather our own way to it. */
  private boolean isCompanyKnown(Missed missed) {
    return isSilentFor(missed, rules.settledAfter());
  }

  private boolean isSilentFor(Missed missed, Duration time) {
    return Duration.between(missed.since(), now).compareTo(time) >= 0;
  }

  private boolean isOverdue() {
    return NodeJudge.silence(node, evidence, now).compareTo(rules.suspectAfter()) >= 0;
  }

  /**
   * That some miss it is a doubt only as long as the others may still follow: what only some miss
   * for longer is their way to it.
   */
  Optional<Verdict> doubt() {
    return evidence.reach() instanceof Reach.Reached reached && isYoung(reached.doubted())
        ? Optional.of(new Verdict.Suspect(now, "some observers miss it", false))
        : Optional.empty();
  }

  private boolean isYoung(@Nullable Instant doubted) {
    return doubted != null && Duration.between(doubted, now).compareTo(rules.suspectAfter()) < 0;
  }
}
