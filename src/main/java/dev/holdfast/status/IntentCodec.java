package dev.holdfast.status;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.api.IncidentStatus.PodName;
import dev.holdfast.api.IntentStatus;
import dev.holdfast.api.IntentStatus.ProofStatus;
import dev.holdfast.health.Proof;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Step;
import dev.holdfast.ledger.Era;
import dev.holdfast.signal.PodRef;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Intents in the form in which they live in the status, and back. */
final class IntentCodec {
  /** A policy may say a day. */
  private static final Duration LONGEST = Duration.ofDays(365);

  private IntentCodec() {}

  static IntentStatus write(Intent intent) {
    var pod = intent.step().pod();
    return new IntentStatus(
        intent.id(),
        intent.incident(),
        intent.step().action(),
        new PodName(pod.name(), pod.uid()),
        intent.node(),
        intent.purpose().name(),
        intent.rung(),
        DurationFormat.format(intent.within()),
        intent.recordedAt().toString(),
        intent.step() instanceof Step.Delete delete && delete.disruption() ? true : null,
        intent.step() instanceof Step.ForceDelete force ? write(force.proof()) : null);
  }

  private static ProofStatus write(Proof proof) {
    return switch (proof) {
      case Proof.HumanConfirmed h ->
          new ProofStatus("HumanConfirmed", h.nodeUid(), h.bootId(), h.seenAt().toString());
    };
  }

  static Intent read(IntentStatus s, String namespace) {
    return new Intent(
        s.id(),
        step(s, new PodRef(namespace, s.pod().name(), s.pod().uid())),
        s.incident(),
        s.node(),
        Intent.Purpose.valueOf(s.purpose()),
        s.rung(),
        within(s.within()),
        Era.parse(s.recordedAt()));
  }

  private static Duration within(String written) {
    var within = DurationFormat.parse(written);
    if (within.compareTo(LONGEST) > 0) throw new IllegalArgumentException("within " + written);
    return within;
  }

  private static Step step(IntentStatus s, PodRef pod) {
    return switch (s.action()) {
      case "MarkNotReady" -> new Step.MarkNotReady(pod);
      case "Evict" -> new Step.Evict(pod);
      case "Delete" -> new Step.Delete(pod, Boolean.TRUE.equals(s.disruption()));
      case "ForceDelete" -> new Step.ForceDelete(pod, proof(s.proof()));
      default -> throw new IllegalArgumentException("unknown action '" + s.action() + "'");
    };
  }

  private static Proof proof(@Nullable ProofStatus written) {
    var p = Objects.requireNonNull(written, "a ForceDelete without its proof");
    return new Proof.HumanConfirmed(p.nodeUid(), p.bootId(), Era.parse(p.seenAt()));
  }
}
