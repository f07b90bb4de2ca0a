package dev.holdfast.plan;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Step;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.PodRef;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What people are told about incidents: on the policy, and on the pod that it is about. */
public final class Notices {
  /** Transitions happen once; the quiet only spares repetition after a lost write. */
  private static final Duration ONCE = Duration.ofSeconds(1);

  /** What lasts is repeated at most so often. */
  private static final Duration LASTING = Duration.ofMinutes(15);

  private final PolicyKey policy;

  public Notices(PolicyKey policy) {
    this.policy = policy;
  }

  public Stream<Notice> detected(Incident incident) {
    return both(
        Notice.Type.WARNING,
        "FaultDetected",
        new PodRef(policy.namespace(), incident.pod(), incident.podUid()),
        incident.id(),
        "%s: pod %s: %s".formatted(incident.fault(), incident.pod(), incident.cause()));
  }

  /** A step was done. */
  public Stream<Notice> started(Incident incident, Intent intent) {
    return switch (intent.step()) {
      case Step.MarkNotReady mark -> diverted(incident, intent);
      case Step.Removal removal -> removed(incident, intent);
    };
  }

  private Stream<Notice> diverted(Incident incident, Intent intent) {
    return both(
        Notice.Type.NORMAL,
        "TrafficLedAway",
        intent.step().pod(),
        intent.id(),
        "pod %s was marked not ready (%s)".formatted(intent.step().pod().name(), incident.fault()));
  }

  private Stream<Notice> removed(Incident incident, Intent intent) {
    return both(
        Notice.Type.NORMAL,
        "RecoveryStarted",
        intent.step().pod(),
        intent.id(),
        "%s by %s of pod %s (%s)"
            .formatted(
                intent.rung(),
                intent.step().action(),
                intent.step().pod().name(),
                incident.fault()));
  }

  public Stream<Notice> closed(Incident incident) {
    var took = incident.phases().total();
    var time = took == null ? "" : " after " + DurationFormat.format(took);
    return switch (incident.resolution()) {
      case OPEN -> Stream.of();
      case RECOVERED -> told("Recovered", incident, "slot %s is ready again" + time);
      case SELF_HEALED -> told("SelfHealed", incident, "slot %s became well by itself" + time);
      case REPLACED_BY_OTHERS ->
          told("ReplacedByOthers", incident, "slot %s was filled by others" + time);
      case OBSOLETE -> told("Obsolete", incident, "slot %s is not wanted any more");
    };
  }

  private Stream<Notice> told(String reason, Incident incident, String sentence) {
    var text = sentence.formatted(incident.slot()) + " (" + incident.fault() + ")";
    return Stream.of(notice(Notice.Type.NORMAL, reason, onPolicy(), incident.id(), text, ONCE));
  }

  public Notice exhausted(Incident incident, LadderPosition position) {
    return notice(
        Notice.Type.WARNING,
        "LadderExhausted",
        onPolicy(),
        incident.id() + "-" + position.exhaustions(),
        "slot %s: every rung was tried in vain (%s: %s); next try at %s"
            .formatted(
                incident.slot(), incident.fault(), incident.cause(), position.backOffUntil()),
        ONCE);
  }

  /** A stored spec that breaks today's schema can keep the API server from taking a status. */
  public Notice statusRefused(String why) {
    return notice(
        Notice.Type.WARNING,
        "StatusRefused",
        onPolicy(),
        "",
        "the API server takes no status of this policy, so that nothing is done for it; apply it"
            + " anew with a spec that is valid: "
            + why,
        LASTING);
  }

  /** What a newer version wrote, or whoever may write statuses; our memory may be in it. */
  public Notice statusNotUnderstood() {
    return notice(
        Notice.Type.WARNING,
        "StatusNotUnderstood",
        onPolicy(),
        "",
        "this version of Holdfast cannot read the status of this policy, so that nothing is done"
            + " for it and the status is left as it is: upgrade Holdfast, or give the policy"
            + " another name, which begins a new account",
        LASTING);
  }

  public Notice held(Held held) {
    return new Notice(
        Notice.Type.WARNING,
        "Held",
        onPolicy(),
        topic(held),
        "%s: %s: %s; released by: %s"
            .formatted(held.subject(), held.reason(), held.message(), held.release()),
        LASTING);
  }

  /** Which other policy has the say is told once for the two, and not for each of their pods. */
  private static String topic(Held held) {
    return held.reason().equals(StandingGuards.OVERLAP)
        ? held.reason() + "-" + held.message()
        : held.incident() + "-" + held.reason();
  }

  private Stream<Notice> both(
      Notice.Type type, String reason, PodRef pod, String topic, String text) {
    var onPod = new Subject("v1", "Pod", pod.namespace(), pod.name(), pod.uid());
    return List.of(onPolicy(), onPod).stream().map(s -> notice(type, reason, s, topic, text, ONCE));
  }

  private Subject onPolicy() {
    return new Subject(
        "holdfast.dev/v1alpha1",
        "HighAvailabilityPolicy",
        policy.namespace(),
        policy.name(),
        policy.uid());
  }

  private static Notice notice(
      Notice.Type type, String reason, Subject subject, String topic, String text, Duration quiet) {
    return new Notice(type, reason, subject, topic, text, quiet);
  }
}
