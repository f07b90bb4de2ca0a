package dev.holdfast.bench;

import dev.holdfast.action.Claimant;
import dev.holdfast.action.Consent;
import dev.holdfast.action.Executor;
import dev.holdfast.action.Gate;
import dev.holdfast.action.NodeExecutor;
import dev.holdfast.api.PolicyStatus;
import dev.holdfast.bench.ZoneCluster.Workload;
import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.FleetMemory;
import dev.holdfast.health.Hold;
import dev.holdfast.health.NodeView;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.pass.NodePass;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.NodeStep;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.status.News;
import dev.holdfast.status.StatusComposer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Rounds of both loops over a {@link ZoneCluster}: the real passes, executor and gate, without
 * informers and threads. It measures the CPU time of the passes of each round.
 */
final class ZoneLoss {
  static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private static final Consent WILLING =
      new Consent() {
        @Override
        public Optional<Hold> objection(PodSignal live) {
          return Optional.empty();
        }

        @Override
        public Claimant claimant() {
          return new Claimant("shop", "web", new Urgency(false, 1));
        }

        @Override
        public Optional<Hold> brokenPromise(PodSignal live) {
          return Optional.empty();
        }
      };

  /** The node loop's. */
  private static final Duration ROUND = Duration.ofMillis(250);

  final ZoneCluster cluster;
  final List<Duration> nodePasses = new ArrayList<>();
  final List<Duration> policyPasses = new ArrayList<>();

  /** How many turns of policies removed pods. */
  int actingTurns;

  /** How many turns of policies changed only what their status says. */
  int tellingTurns;

  private final Map<String, PolicyMemory> memories = new HashMap<>();
  private final Map<String, PolicyStatus> statuses = new HashMap<>();
  private FleetMemory fleetMemory = FleetMemory.EMPTY;
  private Fleet fleet = Fleet.NONE;
  private Instant now = NOON;
  private final Gate gate =
      new Gate(() -> true, () -> false, 10, () -> now.toEpochMilli() * 1_000_000);
  private final Executor executor;
  private final NodeExecutor nodeExecutor;

  ZoneLoss(ZoneCluster cluster) {
    this.cluster = cluster;
    this.nodeExecutor = new NodeExecutor(cluster, gate, Optional::empty, () -> fleet, () -> now);
    this.executor =
        new Executor(
            cluster,
            gate,
            () -> {
              cluster.handbrakeRead();
              return Optional.empty();
            },
            () -> fleet,
            () -> now,
            Duration.ofSeconds(4));
  }

  PolicyMemory memory(String policy) {
    return memories.getOrDefault(policy, PolicyMemory.EMPTY);
  }

  /** Nobody looks for that long. */
  void skip(Duration time) {
    now = now.plus(time);
    cluster.at(now);
  }

  /** Rounds until one moves nothing and marks nothing. */
  void untilCalm() {
    int before;
    do {
      before = cluster.requests.values().stream().mapToInt(Integer::intValue).sum();
      round();
    } while (cluster.requests.values().stream().mapToInt(Integer::intValue).sum() > before);
  }

  /** One pass over the nodes with its steps, then one of each policy with its steps. */
  void round() {
    var steps = nodePass();
    steps.forEach(nodeExecutor::execute);
    var spent = Duration.ZERO;
    for (var workload : cluster.workloads) spent = spent.plus(policyPass(workload));
    policyPasses.add(spent);
    skip(ROUND);
  }

  private List<NodeStep> nodePass() {
    var view = nodeView();
    long start = cpu();
    var result = NodePass.run(fleetMemory, view, now);
    nodePasses.add(Duration.ofNanos(cpu() - start));
    fleetMemory = result.memory();
    fleet = result.fleet();
    return result.plan().steps();
  }

  private NodeView nodeView() {
    Set<String> used = new HashSet<>();
    cluster.pods().forEach(pod -> used.add(String.valueOf(pod.node())));
    return new NodeView(
        List.copyOf(cluster.nodes.values()),
        List.of(),
        used::contains,
        true,
        Set.of(),
        true,
        now,
        now,
        null,
        NOON.minus(Duration.ofHours(1)),
        List.of(),
        node -> Optional.empty());
  }

  private Duration policyPass(Workload workload) {
    var name = workload.policy().key().name();
    var view = view(workload);
    long start = cpu();
    var result = PolicyPass.run(memory(name), view, now);
    var spent = Duration.ofNanos(cpu() - start);
    if (record(name, result, result.memory(), view)) tellingTurns++;
    if (!result.plan().act().isEmpty()) act(name, result, view);
    return spent;
  }

  private void act(String name, PolicyPass.Result result, PolicyView view) {
    actingTurns++;
    tellingTurns--;
    var outcomes = executor.execute(result.plan().act(), WILLING);
    result.plan().act().forEach(intent -> gate.seenLeaving(intent.step().pod()));
    record(name, result, PolicyPass.settle(result.memory(), view, outcomes, now).memory(), view);
  }

  /** As the policy loop: written when it differs, or when steps are about to be done. */
  private boolean record(
      String name, PolicyPass.Result result, PolicyMemory memory, PolicyView view) {
    var before = statuses.get(name);
    var status =
        StatusComposer.compose(
            before, memory, result.plan().held(), result.standing(), Ledger.opened(now), view, now);
    boolean written = News.isIn(before, status, now) || !memory.intents().isEmpty();
    if (written) cluster.statusWritten();
    statuses.put(name, status);
    memories.put(name, memory);
    return written;
  }

  private PolicyView view(Workload workload) {
    Map<String, OwnerSignal> owners =
        Map.of(
            workload.owner().ref().uid(),
            workload.owner(),
            workload.set().ref().uid(),
            workload.set());
    Supplier<List<PolicyView.NodeRoom>> noRooms =
        () -> {
          throw new AssertionError("pods of a lost node need no room shown");
        };
    List<PodSignal> pods = List.copyOf(workload.pods().values());
    return SampleView.of(pods)
        .policy(workload.policy().key())
        .spec(workload.policy().spec())
        .owners(owners)
        .fleet(fleet)
        .leaving(gate.leaving())
        .rooms(noRooms)
        .view();
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
