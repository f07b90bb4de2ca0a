package dev.holdfast.loop;

import dev.holdfast.action.Gate;
import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.OwnAnswer;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.PolicyView.NodeRoom;
import dev.holdfast.plan.PolicyView.Peer;
import dev.holdfast.plan.Probed;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.ClaimSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.ProbeRun;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what a policy sees, from the stores and the newest fleet. */
final class PolicyViews {
  private final ClusterSources sources;
  private final PolicyOwners owners;
  private final Gate gate;
  private final Supplier<Fleet> fleet;
  private final Acceptance acceptance;
  private final Function<String, Probed> probed;
  private final Function<String, @Nullable ProbeRun> runs;

  /**
   * Views of what is there when one is asked for.
   *
   * @param probed what our own probes say, by the policy's uid
   * @param runs our own probes, by the node's uid
   */
  PolicyViews(
      ClusterSources sources,
      Gate gate,
      Supplier<Fleet> fleet,
      Acceptance acceptance,
      Function<String, Probed> probed,
      Function<String, @Nullable ProbeRun> runs) {
    this.sources = sources;
    this.owners = new PolicyOwners(sources);
    this.gate = gate;
    this.fleet = fleet;
    this.acceptance = acceptance;
    this.probed = probed;
    this.runs = runs;
  }

  /**
   * What the policy sees.
   *
   * @param memory whose open incidents may be about workloads that have no pod left
   * @param budgetLeft share of its error budget that is not spent
   */
  PolicyView of(KnownPolicy policy, PolicyMemory memory, double budgetLeft) {
    var pods = podsOf(policy);
    var picture = fleet.get();
    var refused = refused(policy);
    return new PolicyView(
        policy.key(),
        policy.spec(),
        pods,
        strays(policy, memory),
        owners.of(policy, pods, memory.open()),
        claims(pods),
        picture,
        gate.leaving(),
        peers(policy, pods),
        budgetLeft,
        probed.apply(policy.key().uid()),
        () -> rooms(picture),
        refused,
        refused != null ? refused : hold(policy));
  }

  private List<PodSignal> podsOf(KnownPolicy policy) {
    return policy.selector().namesSomething()
        ? sources.pods().selected(policy.key().namespace(), policy.selector())
        : List.of();
  }

  private List<PodSignal> strays(KnownPolicy policy, PolicyMemory memory) {
    return memory.intents().stream()
        .flatMap(intent -> sources.pods().find(intent.step().pod()).stream())
        .filter(pod -> !policy.selects(pod))
        .toList();
  }

  private Map<String, ClaimSignal> claims(List<PodSignal> pods) {
    var known = new HashMap<String, ClaimSignal>();
    for (var pod : pods) {
      for (var claim : pod.claims()) {
        sources.claims().find(pod.namespace(), claim).ifPresent(c -> known.put(claim, c));
      }
    }
    return known;
  }

  private List<Peer> peers(KnownPolicy policy, List<PodSignal> pods) {
    return sources.policies().inNamespace(policy.key().namespace()).stream()
        .filter(other -> !other.key().uid().equals(policy.key().uid()))
        .filter(acceptance::claims)
        .filter(other -> pods.stream().anyMatch(other::selects))
        .map(this::peer)
        .toList();
  }

  /** Enough to say how its workload stands. */
  PolicyView glance(KnownPolicy policy) {
    var pods = podsOf(policy);
    return new PolicyView(
        policy.key(),
        policy.spec(),
        pods,
        List.of(),
        owners.of(policy, pods, List.of()),
        Map.of(),
        fleet.get(),
        gate.leaving(),
        List.of(),
        1,
        Probed.NONE,
        List::of,
        null,
        null);
  }

  private Peer peer(KnownPolicy policy) {
    var view = glance(policy);
    Set<String> uids = view.pods().stream().map(PodSignal::uid).collect(Collectors.toSet());
    var standing = Standing.of(view);
    return new Peer(
        policy.key(), uids, standing.ready(), standing.minAvailable(), policy.hold() != null);
  }

  private List<NodeRoom> rooms(Fleet picture) {
    return picture.nodes().values().stream()
        .map(NodeHealth::node)
        .map(
            node ->
                new NodeRoom(
                    node.name(), node.allocatable().minus(sources.pods().requestedOn(node.name()))))
        .sorted(Comparator.comparing(NodeRoom::node))
        .toList();
  }

  private @Nullable Hold refused(KnownPolicy policy) {
    return acceptance.refuse(policy).or(() -> sources.policies().refuse(policy)).orElse(null);
  }

  /** What our own probe of the pod's node says against a step that was decided on that view. */
  Optional<Hold> ownAnswer(PolicyView seen, PodSignal pod) {
    return OwnAnswer.objection(seen, pod, runs);
  }

  /** The policy as it was decided for is still the one that is known, and still selects the pod. */
  boolean stillWants(KnownPolicy decided, PodSignal pod) {
    return sources
        .policies()
        .find(decided.key().namespace(), decided.key().name())
        .filter(known -> known.key().uid().equals(decided.key().uid()))
        .filter(known -> known.spec().equals(decided.spec()))
        .filter(acceptance::lets)
        .filter(known -> sources.policies().refuse(known).isEmpty())
        .filter(known -> known.selects(pod))
        .isPresent();
  }

  private @Nullable Hold hold(KnownPolicy policy) {
    if (policy.spec().mode() == Mode.Suspended) {
      return new Hold("Suspended", "spec.mode is Suspended", "set spec.mode to Enforce");
    }
    if (policy.hold() != null) {
      return new Hold(
          "Veto", "the policy says holdfast.dev/hold: " + policy.hold(), "remove the annotation");
    }
    return gate.shut().orElse(null);
  }
}
