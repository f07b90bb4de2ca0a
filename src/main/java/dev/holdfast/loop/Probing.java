package dev.holdfast.loop;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.probe.ProbeEngine;
import dev.holdfast.probe.ProbeTarget;
import dev.holdfast.signal.ProbeRun;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collector;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the probes on what is there now. */
final class Probing implements Probes {
  /** As often as a target is probed: what is new waits no longer for its first probe. */
  private static final Duration ROUND = Duration.ofSeconds(1);

  private static final Logger log = LoggerFactory.getLogger(Probing.class);

  private final ClusterSources sources;
  private final PodTargets pods;
  private final ProbeEngine engine;
  private final Opinions opinions;
  private final Bulkhead bulkhead = new Bulkhead();
  private volatile Map<String, Integer> thresholds = Map.of();
  private PodClaims claims = new PodClaims(); // of the thread's own
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("probe-targets").daemon().factory());

  Probing(ClusterSources sources, Acceptance acceptance, ProbeEngine engine, Opinions opinions) {
    this.sources = sources;
    this.pods = new PodTargets(sources, acceptance);
    this.engine = engine;
    this.opinions = opinions;
  }

  @Override
  public Map<String, ProbeRun> runs() {
    return engine.runs();
  }

  @Override
  public int failureThreshold(String target) {
    return thresholds.getOrDefault(target, NodePolicySpec.DEFAULT.probe().failureThreshold());
  }

  void start() {
    var rounds =
        thread.scheduleWithFixedDelay(this::round, 0, ROUND.toMillis(), TimeUnit.MILLISECONDS);
    log.debug("probing: {}", rounds);
  }

  private void round() {
    bulkhead.run("which targets are probed", this::tell);
    bulkhead.run("what probes and kubelets say of pods", this::compare);
  }

  private void tell() {
    var nodes = NodeTargets.of(sources.nodes().all(), sources.nodePolicies().all());
    claims = pods.claims();
    var asked = Stream.concat(nodes.stream(), claims.asked().stream()).toList();
    thresholds =
        asked.stream()
            .collect(
                toUnmodifiableMap(
                    a -> a.target().id(), Asked::failureThreshold, (older, younger) -> older));
    engine.watch(asked.stream().map(Asked::target).collect(oneEach()).values());
  }

  private void compare() {
    opinions.look(claims.pods(), thresholds.keySet());
  }

  private static Collector<ProbeTarget, ?, Map<String, ProbeTarget>> oneEach() {
    return toUnmodifiableMap(ProbeTarget::id, target -> target, (older, younger) -> older);
  }

  void stop() {
    thread.shutdownNow();
    engine.close();
  }
}
