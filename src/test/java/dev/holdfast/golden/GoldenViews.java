package dev.holdfast.golden;

import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.NodeView;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.PolicyView.NodeRoom;
import dev.holdfast.plan.PolicyView.Peer;
import dev.holdfast.plan.Probed;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.ClaimSignal;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Resources;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts together what the node loop and each policy see, as the operator does from its stores. */
record GoldenViews(GoldenWorld world) {
  private static final Duration WATCHED = Duration.ofHours(2);

  NodeView nodes() {
    var around = world.circumstances();
    var ago = new Ago(world.now());
    return new NodeView(
        world.nodes(),
        world.nodePolicies(),
        this::holdsEnforced,
        world.policies().stream().anyMatch(KnownPolicy::isEnforced),
        world.steer(),
        !Boolean.FALSE.equals(around.synced()),
        around.leaseHeard() == null ? newestLease() : ago.of(around.leaseHeard(), Duration.ZERO),
        ago.of(around.answered(), Duration.ZERO),
        ago.of(around.back()),
        ago.of(around.watching(), WATCHED),
        world.votes(),
        this::podReadyAt);
  }

  private Instant newestLease() {
    return world.nodes().stream()
        .map(node -> node.leaseRenewedAt())
        .max(Comparator.naturalOrder())
        .orElse(world.now());
  }

  private Optional<Instant> podReadyAt(String node) {
    return world.pods().stream()
        .filter(pod -> pod.isOn(node) && pod.ready())
        .map(PodSignal::readyEdgeAt)
        .max(Comparator.naturalOrder());
  }

  private boolean holdsEnforced(String node) {
    return world.pods().stream()
        .filter(pod -> pod.isOn(node))
        .anyMatch(pod -> world.policies().stream().anyMatch(p -> p.isEnforced() && p.selects(pod)));
  }

  PolicyView policy(KnownPolicy policy, Fleet fleet) {
    var pods = podsOf(policy);
    var refused = refused(policy);
    return view(
        policy,
        pods,
        fleet,
        peers(policy, pods, fleet),
        refused,
        refused != null ? refused : hold(policy));
  }

  private PolicyView view(
      KnownPolicy policy,
      List<PodSignal> pods,
      Fleet fleet,
      List<Peer> peers,
      @Nullable Hold refused,
      @Nullable Hold hold) {
    return new PolicyView(
        policy.key(),
        policy.spec(),
        pods,
        strays(policy),
        owners(pods, open(policy)),
        claims(pods),
        fleet,
        world.leaving(),
        peers,
        budgetLeft(policy),
        Probed.NONE,
        () -> rooms(fleet),
        refused,
        hold);
  }

  private double budgetLeft(KnownPolicy policy) {
    var known = world.circumstances().budgetLeft();
    return known == null ? 1 : known.getOrDefault(policy.key().name(), 1.0);
  }

  private List<PodSignal> podsOf(KnownPolicy policy) {
    return policy.selector().namesSomething()
        ? world.pods().stream().filter(policy::selects).toList()
        : List.of();
  }

  private List<PodSignal> strays(KnownPolicy policy) {
    return world.memories().getOrDefault(policy.key().name(), PolicyMemory.EMPTY).intents().stream()
        .map(intent -> intent.step().pod().uid())
        .flatMap(uid -> world.pods().stream().filter(pod -> pod.uid().equals(uid)))
        .filter(pod -> !policy.selects(pod))
        .toList();
  }

  private List<Incident> open(KnownPolicy policy) {
    return world.memories().getOrDefault(policy.key().name(), PolicyMemory.EMPTY).open();
  }

  private Map<String, OwnerSignal> owners(List<PodSignal> pods, List<Incident> open) {
    var all = world.owners().stream().collect(Collectors.toMap(owner -> owner.ref().uid(), o -> o));
    var known = new HashMap<String, OwnerSignal>();
    pods.forEach(pod -> addWithParents(pod.owner(), all, known));
    for (var incident : open) {
      var owner = all.get(incident.slot().uid());
      if (owner != null) known.put(owner.ref().uid(), owner);
    }
    return known;
  }

  private static void addWithParents(
      @Nullable OwnerRef ref, Map<String, OwnerSignal> all, Map<String, OwnerSignal> known) {
    var owner = ref == null ? null : all.get(ref.uid());
    if (owner == null) return;
    known.put(owner.ref().uid(), owner);
    addWithParents(owner.parent(), all, known);
  }

  private Map<String, ClaimSignal> claims(List<PodSignal> pods) {
    return world.claims().stream()
        .filter(claim -> pods.stream().anyMatch(pod -> pod.claims().contains(claim.name())))
        .collect(Collectors.toMap(ClaimSignal::name, claim -> claim));
  }

  private List<Peer> peers(KnownPolicy policy, List<PodSignal> pods, Fleet fleet) {
    return world.policies().stream()
        .filter(other -> !other.key().uid().equals(policy.key().uid()))
        .filter(other -> other.key().namespace().equals(policy.key().namespace()))
        .filter(KnownPolicy::wantsRecovery)
        .filter(other -> refused(other) == null)
        .filter(other -> pods.stream().anyMatch(other::selects))
        .map(other -> peer(other, fleet))
        .toList();
  }

  private Peer peer(KnownPolicy policy, Fleet fleet) {
    var pods = podsOf(policy);
    var standing = Standing.of(view(policy, pods, fleet, List.of(), null, null));
    var uids = pods.stream().map(PodSignal::uid).collect(Collectors.toSet());
    return new Peer(
        policy.key(), uids, standing.ready(), standing.minAvailable(), policy.hold() != null);
  }

  private List<NodeRoom> rooms(Fleet fleet) {
    return fleet.nodes().values().stream()
        .map(health -> health.node())
        .map(node -> new NodeRoom(node.name(), node.allocatable().minus(requestedOn(node.name()))))
        .sorted(Comparator.comparing(NodeRoom::node))
        .toList();
  }

  private Resources requestedOn(String node) {
    return world.pods().stream()
        .filter(pod -> pod.isOn(node) && !pod.phase().isTerminal())
        .map(pod -> pod.shape().requests())
        .reduce(Resources.NONE, Resources::plus);
  }

  private @Nullable Hold refused(KnownPolicy policy) {
    if (policy.key().namespace().equals("kube-system")) return hold("ProtectedNamespace");
    return policy.selector().namesSomething() ? null : hold("EmptySelector");
  }

  private @Nullable Hold hold(KnownPolicy policy) {
    if (policy.spec().mode() == Mode.Suspended) return hold("Suspended");
    if (policy.hold() != null) return hold("Veto");
    var shut = world.circumstances().shut();
    return shut == null ? null : hold(shut);
  }

  private static Hold hold(String reason) {
    return new Hold(reason, "as the case says", "another case");
  }
}
