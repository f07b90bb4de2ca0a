package dev.holdfast.golden;

import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.pass.NodePass;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.NodeStep;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.TaintSignal;
import dev.holdfast.status.MemoryCodec;
import dev.holdfast.status.StatusComposer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One turn of the node loop and then of every policy's, all at one instant.
 *
 * @param turns by policy name
 */
record GoldenRound(GoldenWorld world, NodePass.Result nodes, Map<String, Turn> turns) {

  /** What a policy saw, and what came of it. */
  record Turn(PolicyView view, PolicyPass.Result result) {
    Stream<Intent> acts() {
      return result.plan().act().stream();
    }

    /** All intents were carried out. */
    PolicyMemory settled(Instant at) {
      List<Outcome> done = acts().<Outcome>map(i -> new Outcome.Done(i, at)).toList();
      return PolicyPass.settle(result.memory(), view, done, at).memory();
    }

    /** A memory as a successor finds it: written into the status and read back. */
    PolicyMemory throughStatus(PolicyMemory memory, Instant at) {
      var held = result.plan().held();
      var status =
          StatusComposer.compose(
              null, memory, held, result.standing(), Ledger.opened(at), view, at);
      return MemoryCodec.read(status, view.policy().namespace());
    }
  }

  static GoldenRound of(GoldenWorld world) {
    var views = new GoldenViews(world);
    var nodes = NodePass.run(world.fleetMemory(), views.nodes(), world.now());
    var turns = new TreeMap<String, Turn>();
    for (var policy : world.policies()) {
      var name = policy.key().name();
      var view = views.policy(policy, nodes.fleet());
      var memory = world.memories().getOrDefault(name, PolicyMemory.EMPTY);
      turns.put(name, new Turn(view, PolicyPass.run(memory, view, world.now())));
    }
    return new GoldenRound(world, nodes, turns);
  }

  Stream<Intent> acts() {
    return turns.values().stream().flatMap(Turn::acts);
  }

  Stream<PolicyPass.Result> results() {
    return turns.values().stream().map(Turn::result);
  }

  Map<String, PolicyMemory> memories() {
    return memories(turn -> turn.result().memory());
  }

  private Map<String, PolicyMemory> memories(Function<Turn, PolicyMemory> memory) {
    var read = new HashMap<String, PolicyMemory>();
    turns.forEach((name, t) -> read.put(name, t.throughStatus(memory.apply(t), world.now())));
    return read;
  }

  /** Once more, as after a crash right after recording: every intent is still open. */
  GoldenRound againUnsettled() {
    return of(world.remembering(nodes.memory(), memories(), Set.of()));
  }

  /** Once more, right after all intents were carried out, the caches still showing the pods. */
  GoldenRound againSettled() {
    var removed = acts().map(i -> i.step().pod().uid()).collect(Collectors.toSet());
    var settled = memories(turn -> turn.settled(world.now()));
    return of(world.remembering(nodes.memory(), settled, removed));
  }

  /** The next round, when the planned steps on nodes were done and read back. */
  GoldenRound onceMarked() {
    var steer =
        results().flatMap(result -> result.plan().steer().stream()).collect(Collectors.toSet());
    var remembered = world.remembering(nodes.memory(), memories(), Set.of());
    return of(remembered.with(world.nodes().stream().map(this::stepped).toList(), steer));
  }

  private NodeSignal stepped(NodeSignal node) {
    return nodes.plan().steps().stream()
        .filter(step -> step.node().equals(node.name()))
        .reduce(node, GoldenRound::apply, (a, b) -> b);
  }

  private static NodeSignal apply(NodeSignal node, NodeStep step) {
    var annotations = new HashMap<>(node.annotations());
    var taints = new ArrayList<>(node.taints());
    switch (step) {
      case NodeStep.Mark m -> {
        annotations.put(NodeAnnotations.MARKED, m.mark().text());
        if (!node.hasTaint(NodeAnnotations.UNHEALTHY)) taints.add(NodeAnnotations.OUR_TAINT);
      }
      case NodeStep.Unmark u -> {
        annotations.remove(NodeAnnotations.MARKED);
        if (u.withTaint()) taints.remove(NodeAnnotations.OUR_TAINT);
      }
      case NodeStep.VoidConfirmation v -> annotations.remove(NodeAnnotations.CONFIRMED_DEAD);
    }
    return with(node, annotations, taints);
  }

  private static NodeSignal with(
      NodeSignal n, Map<String, String> annotations, List<TaintSignal> taints) {
    return new NodeSignal(
        n.name(),
        n.uid(),
        n.bootId(),
        n.seenAt(),
        n.labels(),
        annotations,
        taints,
        n.unschedulable(),
        n.conditions(),
        n.allocatable(),
        n.leaseStamp(),
        n.leaseRenewedAt(),
        n.wordIsOld(),
        n.addresses(),
        n.kubelet());
  }

  List<NodeHealth> healths() {
    return nodes.fleet().nodes().values().stream().toList();
  }
}
