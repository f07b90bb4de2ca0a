package dev.holdfast.action;

import dev.holdfast.action.Cluster.Answer;
import dev.holdfast.action.Cluster.NodeLook;
import dev.holdfast.action.Cluster.PodLook;
import dev.holdfast.fault.Owners;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.Step;
import dev.holdfast.plan.Recheck;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Carries out recorded intents: looks again, live, passes the gate, makes the call. */
public final class Executor {
  private static final String DECIDED_AFRESH = "decided afresh at the next look";

  private final Cluster cluster;
  private final Gate gate;
  private final Handbrake handbrake;
  private final Supplier<Fleet> fleet;
  private final Supplier<Instant> clock;
  private final Duration lease;

  /**
   * An executor that shares the gate with all others.
   *
   * @param handbrake asked live in each batch, and again in a long one
   * @param lease so long after this replica renewed it for the last time another one leads at the
   *     earliest, and may have gone again: what that did is not in an older look
   */
  public Executor(
      Cluster cluster,
      Gate gate,
      Handbrake handbrake,
      Supplier<Fleet> fleet,
      Supplier<Instant> clock,
      Duration lease) {
    this.lease = lease;
    this.handbrake = handbrake;
    this.cluster = cluster;
    this.gate = gate;
    this.fleet = fleet;
    this.clock = clock;
  }

  /**
   * One outcome an intent, in their order.
   *
   * @param consent the policy's, as it is known now
   */
  public List<Outcome> execute(List<Intent> intents, Consent consent) {
    var batch =
        new Batch(new NodeLooks(cluster, clock), new HandbrakeLooks(handbrake, clock), consent);
    return intents.stream().map(intent -> execute(intent, batch)).toList();
  }

  /** What the steps of one batch share. */
  private record Batch(NodeLooks nodes, HandbrakeLooks stop, Consent consent) {}

  private Outcome execute(Intent intent, Batch batch) {
    var shut = batch.stop().pulled().or(gate::shut);
    if (shut.isPresent()) return Gate.refused(intent, shut.get());
    var lookedAt = clock.get();
    return switch (cluster.look(intent.step().pod())) {
      case PodLook.Present present -> onPod(intent, present.pod(), lookedAt, batch);
      case PodLook.Absent absent -> refused(intent, "PodGone", "the pod is not there any more");
      case PodLook.Unreadable unreadable -> refused(intent, "Unreadable", unreadable.why());
    };
  }

  private Outcome onPod(Intent intent, PodSignal pod, Instant lookedAt, Batch batch) {
    var objection = batch.consent().objection(pod);
    if (objection.isPresent()) return Gate.refused(intent, objection.get());
    return switch (batch.nodes().at(intent.node())) {
      case NodeLook.Present present -> recheck(intent, pod, present.node(), lookedAt, batch);
      case NodeLook.Absent absent -> refused(intent, "NodeGone", "the node is not there any more");
      case NodeLook.Unreadable unreadable -> refused(intent, "Unreadable", unreadable.why());
    };
  }

  /** The looks may have taken their time: the emergency stop must not wait for them. */
  private Outcome recheck(
      Intent intent, PodSignal pod, NodeSignal node, Instant lookedAt, Batch batch) {
    var consent = batch.consent();
    return batch
        .stop()
        .pulled()
        .or(() -> outdated(lookedAt))
        .or(() -> Recheck.refuse(intent, pod, node, fleet.get(), clock.get()))
        .map(hold -> Gate.refused(intent, hold))
        .orElseGet(
            () ->
                gate.pass(
                    intent,
                    consent.claimant(),
                    () -> consent.brokenPromise(pod),
                    () -> outcome(intent, call(intent, pod))));
  }

  /** Whoever stood still in between does not know what became of the pod meanwhile. */
  private Optional<Hold> outdated(Instant lookedAt) {
    var age = Duration.between(lookedAt, clock.get());
    if (age.compareTo(lease) < 0) return Optional.empty();
    var why = "it took %d ms since the pod was looked at".formatted(age.toMillis());
    return Optional.of(new Hold("LookOutdated", why, DECIDED_AFRESH));
  }

  /** The pod says first that it was disrupted; without that its owner would misread the loss. */
  private Answer call(Intent intent, PodSignal pod) {
    var why = "Holdfast: node " + intent.node();
    return switch (intent.step()) {
      case Step.MarkNotReady mark -> cluster.markNotReady(mark.pod(), why);
      case Step.Evict evict -> cluster.evict(evict.pod());
      case Step.Delete delete when delete.disruption() ->
          after(cluster.markDisrupted(delete.pod(), why), () -> cluster.delete(delete.pod()));
      case Step.Delete delete -> cluster.delete(delete.pod());
      case Step.ForceDelete force when isOfJob(pod) ->
          after(cluster.markEnded(force.pod(), why), () -> cluster.forceDelete(force.pod()));
      case Step.ForceDelete force ->
          after(cluster.markDisrupted(force.pod(), why), () -> cluster.forceDelete(force.pod()));
    };
  }

  /** A Job keeps the object of its pod, whoever deletes it, until that is said to have ended. */
  private static boolean isOfJob(PodSignal pod) {
    return Owners.isOfJob(pod);
  }

  private static Answer after(Answer said, Supplier<Answer> removal) {
    return said instanceof Answer.Accepted ? removal.get() : said;
  }

  private Outcome outcome(Intent intent, Answer answer) {
    return switch (answer) {
      case Answer.Accepted accepted -> new Outcome.Done(intent, clock.get());
      case Answer.Blocked blocked ->
          Gate.refused(
              intent,
              new Hold(
                  Hold.BUDGET, blocked.why(), "the PodDisruptionBudget allows it, or is changed"));
      case Answer.Moot moot -> refused(intent, "PodGone", moot.why());
      case Answer.Rejected rejected ->
          refused(intent, "Rejected", "%d: %s".formatted(rejected.code(), rejected.why()));
      case Answer.NoAnswer noAnswer -> new Outcome.Unknown(intent, noAnswer.why());
    };
  }

  private static Outcome refused(Intent intent, String reason, String message) {
    return Gate.refused(intent, new Hold(reason, message, DECIDED_AFRESH));
  }
}
