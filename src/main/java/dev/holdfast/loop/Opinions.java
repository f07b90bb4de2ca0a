package dev.holdfast.loop;

import dev.holdfast.api.Probe;
import dev.holdfast.health.Fleet;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.Probed;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.ProbeHealth;
import dev.holdfast.signal.ProbeRun;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Where a pod's kubelet and our own probe say different things; looked at once a round. */
final class Opinions {
  /** A kubelet takes its time to find a pod ready, by its own probes and their thresholds. */
  static final int SETTLED = 30;

  private final Supplier<Fleet> fleet;
  private final Function<String, @Nullable ProbeRun> runs;
  private final Function<String, @Nullable ProbeHealth> healths;
  private final Consumer<KnownPolicy> changed;
  private volatile Map<String, Probed> byPolicy = Map.of();

  /**
   * Nothing looked at yet.
   *
   * @param runs by the pod's uid
   * @param healths by the pod's uid
   * @param changed told each policy about whose pods something else is to be said
   */
  Opinions(
      Supplier<Fleet> fleet,
      Function<String, @Nullable ProbeRun> runs,
      Function<String, @Nullable ProbeHealth> healths,
      Consumer<KnownPolicy> changed) {
    this.fleet = fleet;
    this.runs = runs;
    this.healths = healths;
    this.changed = changed;
  }

  /** Of the policy with that uid; nothing if it probes none. */
  Probed of(String policyUid) {
    return byPolicy.getOrDefault(policyUid, Probed.NONE);
  }

  /**
   * Compares anew.
   *
   * @param asked uids of the pods that are asked
   */
  void look(Map<KnownPolicy, List<PodSignal>> podsByPolicy, Set<String> asked) {
    var before = byPolicy;
    var now = new HashMap<String, Probed>();
    podsByPolicy.forEach((policy, pods) -> now.put(policy.key().uid(), of(policy, pods, asked)));
    byPolicy = Map.copyOf(now);
    podsByPolicy.keySet().stream()
        .filter(policy -> !of(policy.key().uid()).equals(said(before, policy)))
        .forEach(changed);
  }

  private static Probed said(Map<String, Probed> before, KnownPolicy policy) {
    return before.getOrDefault(policy.key().uid(), Probed.NONE);
  }

  private Probed of(KnownPolicy policy, List<PodSignal> pods, Set<String> asked) {
    var probe = Objects.requireNonNull(policy.spec().detection().probe());
    var picture = fleet.get();
    var disagreeing = new ArrayList<String>();
    var unasked = new ArrayList<String>();
    for (var pod : pods) {
      if (!asked.contains(pod.uid())) unasked.add(pod.name());
      else if (picture.isHealthy(String.valueOf(pod.node()))) {
        difference(pod, probe).ifPresent(what -> disagreeing.add(pod.name() + what));
      }
    }
    return new Probed(disagreeing.stream().sorted().toList(), unasked.stream().sorted().toList());
  }

  private Optional<String> difference(PodSignal pod, Probe probe) {
    var run = runs.apply(pod.uid());
    var health = healths.apply(pod.uid());
    int threshold = probe.failureThreshold();
    if (pod.ready()) {
      return saysOtherwise(run, health, threshold)
          .map(what -> ": its kubelet says that it is ready, the probe brings " + what);
    }
    boolean well =
        run != null && !run.answer().isMiss() && health != null && health.isWell(SETTLED);
    return well
        ? Optional.of(": its kubelet says that it is not ready, the probe finds it well")
        : Optional.empty();
  }

  /** Who never answered may be out of our reach by a rule of the network. */
  private static Optional<String> saysOtherwise(
      @Nullable ProbeRun run, @Nullable ProbeHealth health, int threshold) {
    if (run != null && run.isMissed(threshold)) {
      return run.answeredAt() == null
          ? Optional.of("nothing and never did: is Holdfast let through to that port?")
          : Optional.of("no answer any more");
    }
    return Optional.ofNullable(health)
        .filter(found -> found.isUnwell(threshold))
        .map(ProbeHealth::saying);
  }
}
