package dev.holdfast.sim;

import dev.holdfast.action.Claimant;
import dev.holdfast.action.Consent;
import dev.holdfast.action.Executor;
import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.OwnAnswer;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
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

  private final World world;
  private final Replica replica;
  private final Executor executor;
  private final Hand hand;
  private final Map<Workload, Long> due = new HashMap<>();
  private final Map<Workload, Long> last = new HashMap<>();
  private boolean busy;

  PolicyTurn(World world, Replica replica, Executor executor, Hand hand) {
    this.world = world;
    this.replica = replica;
    this.executor = executor;
    this.hand = hand;
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
    if (!replica.leads()) return;
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
    replica.nodeTurn.refresh();
    var now = replica.now();
    var known = replica.sight.memory(workload);
    var view = view(workload);
    var result = PolicyPass.run(known.memory(), view, now);
    world.book.planned(workload, result.plan(), replica.nodeTurn.fleet());
    var look = result.plan().lookAgain();
    boolean acts = !result.plan().act().isEmpty();
    boolean news = acts || !result.memory().equals(known.memory());
    var written = news ? record(workload, result.memory(), known.version()) : Optional.of(known);
    if (written.isEmpty()) at(workload, world.agenda.now() + AFTER_CONFLICT);
    else if (acts) act(workload, result, view, look);
    else lookAgain(workload, look);
  }

  private void lookAgain(Workload workload, @Nullable Instant look) {
    if (look != null) at(workload, replica.clock.moment(look));
  }

  /** The version that it wrote is known to it at once; the winner's, if it lost, after a read. */
  private Optional<Api.Written> record(Workload workload, PolicyMemory memory, long seen) {
    var written = hand.write(workload, memory, seen);
    if (written.isPresent()) replica.sight.memory(workload, written.get());
    else if (replica.watch.reachesApi()) replica.sight.memory(workload, world.api.memory(workload));
    return written;
  }

  private void act(
      Workload workload, PolicyPass.Result result, PolicyView view, @Nullable Instant look) {
    var outcomes = executor.execute(result.plan().act(), new Agreed(workload, view));
    outcomes.forEach(outcome -> tell(workload, outcome));
    var settled = PolicyPass.settle(result.memory(), view, outcomes, replica.now()).memory();
    var version = replica.sight.memory(workload).version();
    record(workload, settled, version);
    boolean unknown = outcomes.stream().anyMatch(Outcome.Unknown.class::isInstance);
    if (!unknown) lookAgain(workload, look);
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

  private PolicyView view(Workload workload) {
    var owners =
        Map.of(
            workload.deployment().uid(),
            workload.top(),
            workload.replicaSet().uid(),
            workload.middle());
    return SampleView.of(replica.sight.podsOf(workload))
        .policy(workload.policy().key())
        .spec(workload.policy().spec())
        .owners(owners)
        .fleet(replica.nodeTurn.fleet())
        .leaving(replica.gate.leaving())
        .hold(replica.gate.shut().orElse(null))
        .view();
  }

  /** The policy never changes; what it says of a pod is what the real one does. */
  private final class Agreed implements Consent {
    private final Workload workload;
    private final PolicyView seen;

    Agreed(Workload workload, PolicyView seen) {
      this.workload = workload;
      this.seen = seen;
    }

    @Override
    public Optional<Hold> objection(PodSignal live) {
      return OwnAnswer.objection(seen, live, replica.observer::run)
          .or(() -> PolicyPass.changed(seen, live));
    }

    @Override
    public Claimant claimant() {
      var key = workload.policy().key();
      return new Claimant(key.namespace(), key.name(), Urgency.of(seen));
    }

    @Override
    public Optional<Hold> brokenPromise(PodSignal live) {
      return PolicyPass.brokenPromise(view(workload), live);
    }
  }
}
