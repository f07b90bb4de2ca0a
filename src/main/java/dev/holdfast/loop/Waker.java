package dev.holdfast.loop;

import dev.holdfast.action.Gate;
import dev.holdfast.alarm.Origin;
import dev.holdfast.kube.source.ClusterListener;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.Turns;
import dev.holdfast.plan.Urgency;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodSignal;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns changes of the cluster into wake-ups of exactly the policies that they may matter to. */
final class Waker implements ClusterListener {
  private final ClusterSources sources;
  private final Accounts accounts;
  private final Gate gate;
  private final Bulkhead bulkhead;
  private final Consumer<KnownPolicy> forget;
  private final Wakeups<ResourceID> policies;
  private final Wakeups<ResourceID> nodePolicies;
  private final Runnable pokeNodes;

  Waker(
      ClusterSources sources,
      Accounts accounts,
      Gate gate,
      Bulkhead bulkhead,
      Consumer<KnownPolicy> forget,
      Wakeups<ResourceID> policies,
      Wakeups<ResourceID> nodePolicies,
      Runnable pokeNodes) {
    this.sources = sources;
    this.accounts = accounts;
    this.gate = gate;
    this.bulkhead = bulkhead;
    this.forget = forget;
    this.policies = policies;
    this.nodePolicies = nodePolicies;
    this.pokeNodes = pokeNodes;
  }

  @Override
  public void onPodChange(@Nullable PodSignal before, @Nullable PodSignal after) {
    if (before != null && (after == null || after.isDeleting())) gate.seenLeaving(before.ref());
    wake(Stream.of(before, after).flatMap(Stream::ofNullable).flatMap(this::selecting));
  }

  private Stream<KnownPolicy> selecting(PodSignal pod) {
    return sources.policies().selecting(pod);
  }

  @Override
  public void onNodeChange(String name) {
    pokeNodes.run();
  }

  /** The node loop looks several times a second; a renewal need not wake it. */
  @Override
  public void onLease(String name) {}

  @Override
  public void onOwnerChange(@Nullable OwnerSignal before, @Nullable OwnerSignal after) {
    Stream.of(before, after)
        .flatMap(Stream::ofNullable)
        .limit(1)
        .forEach(owner -> wake(sources.policies().inNamespace(owner.namespace()).stream()));
  }

  @Override
  public void onPolicyChange(@Nullable KnownPolicy before, @Nullable KnownPolicy after) {
    if (after == null && before != null) forget.accept(before);
    pokeNodes.run();
    var key = after != null ? after.key() : before != null ? before.key() : null;
    if (key != null) wake(sources.policies().inNamespace(key.namespace()).stream());
  }

  @Override
  public void onNodePolicyChange() {
    pokeNodes.run();
  }

  @Override
  public void onEmergencyStop(boolean engaged) {
    wakeAll();
  }

  /** Verdicts changed: policies with pods on those nodes, and those that publish them. */
  void nodesChanged(Set<String> nodes) {
    wake(
        nodes.stream()
            .map(sources.pods()::onNode)
            .flatMap(Collection::stream)
            .flatMap(this::selecting));
    wakeNodePolicies();
  }

  void wakeAll() {
    wake(sources.policies().all());
    wakeNodePolicies();
    pokeNodes.run();
  }

  private void wakeNodePolicies() {
    wakeNodePolicies(Duration.ZERO);
  }

  /** Those that publish what is known of nodes. */
  void wakeNodePolicies(Duration delay) {
    sources
        .nodePolicies()
        .all()
        .forEach(p -> nodePolicies.at(new ResourceID(p.name(), null), delay));
  }

  /** There are answers of receivers, for the journal of a policy or a node policy. */
  void answered(Origin origin) {
    if (origin.namespace().isEmpty()) {
      nodePolicies.now(new ResourceID(origin.name(), null));
    } else {
      policies.now(new ResourceID(origin.name(), origin.namespace()));
    }
  }

  /** What is wrong with one account keeps nobody asleep, not even its policy. */
  private void wake(Stream<KnownPolicy> woken) {
    var all = woken.distinct().toList();
    all.forEach(
        policy -> bulkhead.run("policy " + policy.key() + ": a look", () -> accounts.look(policy)));
    Turns.byUrgency(all, this::urgency).forEach(this::wake);
  }

  private Urgency urgency(KnownPolicy policy) {
    return bulkhead.get(
        "policy " + policy.key() + ": its urgency",
        () -> accounts.urgency(policy),
        () -> Urgency.NONE);
  }

  void wake(KnownPolicy policy) {
    policies.now(new ResourceID(policy.key().name(), policy.key().namespace()));
  }
}
