package dev.holdfast.sim;

import dev.holdfast.action.Claimant;
import dev.holdfast.action.Consent;
import dev.holdfast.action.Executor;
import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Outcome;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.OwnAnswer;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.PolicyView.NodeRoom;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The policy loop of one replica: while it leads, a turn for each policy that something happened
 * to.
 */
final class PolicyTurn {
  /** Between two turns of a policy. */
  private static final long PACE = 100;

  private static final long AFTER_UNKNOWN = 2 * Agenda.SECOND;
  private static final long AFTER_CONFLICT = 200;
  private static final long AFTER_FAILURE = 2 * Agenda.SECOND;

  private final World world;
  private final Replica replica;
  private final Executor executor;
  private final PolicyRecord record;
  private final Map<Workload, Long> due = new HashMap<>();
  private final Map<Workload, Long> last = new HashMap<>();
  private boolean busy;

  PolicyTurn(World world, Replica replica, Executor executor, PolicyRecord record) {
    this.world = world;
    this.replica = replica;
    this.executor = executor;
    this.record = record;
  }

  void wakeAll() {
    world.workloads.forEach(this::wake);
  }

  /** Policies with a pod on one of these nodes. */
  void wakeAt(Collection<String> nodes) {
    if (replica.leads()) replica.sight.on(nodes).forEach(this::wake);
  }

  void wake(Workload workload) {
    if (replica.leads()) at(workload, world.agenda.now());
  }

  private void at(Workload workload, long time) {
    long when = Math.max(time, last.getOrDefault(workload, -PACE) + PACE);
    if (due.getOrDefault(workload, Agenda.NEVER) <= when) return;
    due.put(workload, when);
    world.agenda.at(when, () -> replica.whenAwake(() -> ring(workload, when)));
  }

  private void ring(Workload workload, long when) {
    if (due.getOrDefault(workload, Agenda.NEVER) != when) return;
    due.remove(workload);
    if (!replica.leads() || !replica.sight.synced()) return;
    if (busy) {
      at(workload, world.agenda.now() + PACE / 5);
      return;
    }
    last.put(workload, world.agenda.now());
    busy = true;
    run(workload);
    busy = false;
  }

  private void run(Workload workload) {
    var policy = replica.sight.policy(workload);
    if (policy.isEmpty()) return;
    try {
      run(workload, policy.get());
    } catch (KubernetesClientException e) {
      at(workload, world.agenda.now() + AFTER_FAILURE);
    }
  }

  private void run(Workload workload, Revision policy) {
    replica.nodeTurn.refresh();
    var now = replica.now();
    var view = view(workload, policy.known());
    var result = PolicyPass.run(policy.memory(), view, now);
    world.book.planned(workload, result.plan(), replica.nodeTurn.fleet());
    boolean acts = !result.plan().act().isEmpty();
    boolean news = acts || !result.memory().equals(policy.memory());
    var written =
        news
            ? record.write(workload, policy, result.memory(), result, view, now)
            : Optional.of(policy);
    if (written.isEmpty()) at(workload, world.agenda.now() + AFTER_CONFLICT);
    else if (acts) act(workload, written.get(), result, view);
    else lookAgain(workload, result.plan().lookAgain());
  }

  private void lookAgain(Workload workload, @Nullable Instant look) {
    if (look != null) at(workload, replica.clock.moment(look));
  }

  private void act(Workload workload, Revision policy, PolicyPass.Result result, PolicyView view) {
    var decided = policy.known();
    var outcomes = executor.execute(result.plan().act(), new Agreed(workload, decided, view));
    outcomes.forEach(outcome -> tell(workload, outcome));
    var now = replica.now();
    var settled = PolicyPass.settle(result.memory(), view, outcomes, now).memory();
    var written = record.write(workload, policy, settled, result, view, now);
    boolean unknown = outcomes.stream().anyMatch(Outcome.Unknown.class::isInstance);
    if (!unknown && written.isPresent()) lookAgain(workload, result.plan().lookAgain());
    at(workload, world.agenda.now() + AFTER_UNKNOWN);
  }

  private void tell(Workload workload, Outcome outcome) {
    world.trace.say(
        world.agenda.now(),
        "%s: %s: %s %s: %s",
        replica.name,
        workload.name(),
        outcome.intent().step().action(),
        outcome.intent().step().pod().name(),
        outcome instanceof Outcome.Refused r
            ? r.reason() + ": " + r.message()
            : outcome.getClass().getSimpleName());
  }

  private PolicyView view(Workload workload, KnownPolicy policy) {
    return SampleView.of(replica.sight.podsOf(workload))
        .policy(policy.key())
        .spec(policy.spec())
        .owners(workload.owners())
        .fleet(replica.nodeTurn.fleet())
        .leaving(replica.gate.leaving())
        .rooms(this::rooms)
        .hold(hold(policy).or(replica.gate::shut).orElse(null))
        .view();
  }

  /** Nobody asks for more than a place: there is room for many on each node. */
  private List<NodeRoom> rooms() {
    return replica.sight.nodes().stream()
        .map(node -> new NodeRoom(node.name(), node.allocatable()))
        .toList();
  }

  private static Optional<Hold> hold(KnownPolicy policy) {
    if (policy.spec().mode() == Mode.Suspended) return hold("Suspended");
    return policy.hold() == null ? Optional.empty() : hold("Veto");
  }

  private static Optional<Hold> hold(String reason) {
    return Optional.of(new Hold(reason, "somebody wants that", "nobody does any more"));
  }

  /** What a policy says of a pod right before it is removed, as the policy loop asks it. */
  private final class Agreed implements Consent {
    private final Workload workload;
    private final KnownPolicy decided;
    private final PolicyView seen;

    Agreed(Workload workload, KnownPolicy decided, PolicyView seen) {
      this.workload = workload;
      this.decided = decided;
      this.seen = seen;
    }

    @Override
    public Optional<Hold> objection(PodSignal live) {
      return isStillWanted()
          ? OwnAnswer.objection(seen, live, replica.observer::run)
              .or(() -> PolicyPass.changed(seen, live))
          : hold("PolicyChanged");
    }

    private boolean isStillWanted() {
      return replica
          .sight
          .policy(workload)
          .map(Revision::known)
          .filter(known -> known.spec().equals(decided.spec()) && known.isEnforced())
          .isPresent();
    }

    @Override
    public Claimant claimant() {
      var key = decided.key();
      return new Claimant(key.namespace(), key.name(), Urgency.of(seen));
    }

    @Override
    public Optional<Hold> brokenPromise(PodSignal live) {
      return PolicyPass.brokenPromise(view(workload, decided), live);
    }
  }
}
