package dev.holdfast.action;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.intent;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.Step;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.PodSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A pod {@code p} that is not ready on a healthy node {@code n}, and who acts on it. */
final class OneFaultyPod implements Consent {
  static final PodRef P = new PodRef("shop", "p", "uid-p");
  static final String SILENT =
      "{name: n, ready: Unknown, lease: 60s, mark: Lost, annotations:"
          + " {holdfast.dev/confirmed-dead: boot-n}}";

  private static final Proof PROOF = new Proof.HumanConfirmed("uid-n", "boot-n", NOON);
  static final Intent EVICT = intent(new Step.Evict(P), Purpose.FAULTY_POD);
  static final Intent DELETE = intent(new Step.Delete(P, false), Purpose.LOST_NODE);
  static final Intent FORCE = intent(new Step.ForceDelete(P, PROOF), Purpose.LOST_NODE);

  final InMemoryCluster cluster = new InMemoryCluster();
  boolean leading = true;
  Instant now = NOON;

  /** What the policy has against it, what it promised, and what stops all; nothing of it yet. */
  Optional<Hold> objection = Optional.empty();

  Optional<Hold> brokenPromise = Optional.empty();
  Optional<Hold> handbrake = Optional.empty();

  /** Happens when the policy is asked. */
  Runnable meanwhile = () -> {};

  final Gate gate = new Gate(() -> leading, () -> false, 10, () -> 0);
  private Fleet fleet = Fleet.NONE;
  private final Executor executor =
      new Executor(cluster, gate, () -> handbrake, () -> fleet, () -> now, Duration.ofSeconds(4));

  OneFaultyPod() {
    cluster.pods.put("p", pod("{name: p, node: n, ready: false}"));
    see("{name: n}", new Verdict.Healthy(NOON));
  }

  void itsNodeIsDead() {
    see(SILENT, new Verdict.Dead(NOON, PROOF));
  }

  void see(String node, Verdict verdict) {
    cluster.nodes.put("n", node(node));
    fleet = fleet(health(node(node), verdict));
  }

  Outcome execute(Intent intent) {
    return executeAll(intent).getFirst();
  }

  List<Outcome> executeAll(Intent... intents) {
    return executor.execute(Arrays.asList(intents), this);
  }

  NodeExecutor nodeExecutor() {
    return new NodeExecutor(cluster, gate, () -> handbrake, () -> fleet, () -> now);
  }

  /** Why it was refused, or else all of the outcome. */
  static String reason(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused ? refused.reason() : outcome.toString();
  }

  @Override
  public Optional<Hold> objection(PodSignal live) {
    meanwhile.run();
    return objection;
  }

  @Override
  public Claimant claimant() {
    return new Claimant("shop", "web", new Urgency(false, 1));
  }

  @Override
  public Optional<Hold> brokenPromise(PodSignal live) {
    return brokenPromise;
  }
}
