package dev.holdfast.bench;

import dev.holdfast.bench.LostCrash.Seen;
import dev.holdfast.kit.FakeHost;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Sees, from outside of the operators, what follows a crash. */
record LostWatch(LostPlan plan, PodTimes pods, TrafficTimes traffic) implements AutoCloseable {
  /**
   * A crash that is under way.
   *
   * @param at {@link System#nanoTime} of it
   * @param addresses of the pods that were lost
   */
  record Begun(int number, FakeHost host, double load, long at, Map<Care, Set<String>> addresses) {
    Duration until(long later) {
      return Duration.ofNanos(later - at);
    }
  }

  static LostWatch start(KubernetesClient client, LostPlan plan) {
    return new LostWatch(plan, new PodTimes(client), new TrafficTimes(client));
  }

  /** Traffic goes to all pods of the Deployment. */
  boolean isUp(int crash, Care care) {
    return traffic.to(care.app(crash)).size() == LostPlan.REPLICAS;
  }

  Begun crash(int number, FakeHost host) {
    var addresses =
        plan.cares(number).stream()
            .collect(Collectors.toMap(care -> care, care -> traffic.to(care.app(number))));
    var load = Machine.loadNow();
    var at = System.nanoTime();
    host.crash();
    return new Begun(number, host, load, at, addresses);
  }

  /** Empty until all of it was seen. */
  Optional<Seen> seen(Begun crash, Care care) {
    var app = care.app(crash.number());
    var moved = traffic.left(app, Objects.requireNonNull(crash.addresses().get(care)));
    var created = pods.created(app, LostPlan.REPLICAS);
    var ready = pods.ready(app, 2 * LostPlan.REPLICAS - 1);
    if (moved.isEmpty() || created.isEmpty() || ready.isEmpty()) return Optional.empty();
    return Optional.of(
        new Seen(
            crash.until(moved.get()),
            crash.until(created.get()),
            crash.until(ready.get()),
            pods.createdCount(app) - LostPlan.REPLICAS));
  }

  /** Everybody has recovered from it. */
  boolean isDone(Begun crash) {
    return plan.cares(crash.number()).stream().allMatch(care -> seen(crash, care).isPresent());
  }

  /** Who has not, in words. */
  String standing(List<Begun> crashes) {
    var waiting = crashes.stream().filter(crash -> !isDone(crash)).map(this::standing).toList();
    return waiting.isEmpty() ? "no host is down" : String.join("; ", waiting);
  }

  private String standing(Begun crash) {
    var waits =
        plan.cares(crash.number()).stream()
            .filter(care -> seen(crash, care).isEmpty())
            .map(Care::title)
            .collect(Collectors.joining(" and "));
    return "crash %d, %d s ago: %s"
        .formatted(crash.number() + 1, crash.until(System.nanoTime()).toSeconds(), waits);
  }

  @Override
  public void close() {
    pods.close();
    traffic.close();
  }
}
