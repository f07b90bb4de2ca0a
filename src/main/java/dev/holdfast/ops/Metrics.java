package dev.holdfast.ops;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Outcome;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.NodeStep;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Holdfast's meters: few labels of few values, so that a large cluster costs no more than a small.
 */
public final class Metrics {
  private static final List<String> VERDICTS =
      List.of("Healthy", "Suspect", "Impaired", "Lost", "Dead");

  private final MeterRegistry registry;
  private final Map<String, Integer> openByPolicy = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> closedByPolicy = new ConcurrentHashMap<>();
  private volatile Map<String, Long> verdicts = Map.of();
  private volatile int guards;

  public Metrics(MeterRegistry registry, BooleanSupplier leading) {
    this.registry = registry;
    Gauge.builder("holdfast.leader", () -> leading.getAsBoolean() ? 1 : 0)
        .description("1 on the replica that acts")
        .register(registry);
    VERDICTS.forEach(this::verdictGauge);
    Gauge.builder("holdfast.guards.holding", () -> guards)
        .description("Guards that hold acts back")
        .register(registry);
    Gauge.builder("holdfast.incidents.open", this::open)
        .description("Open incidents of all policies")
        .register(registry);
  }

  private void verdictGauge(String verdict) {
    Gauge.builder("holdfast.nodes", () -> verdicts.getOrDefault(verdict, 0L))
        .description("Nodes by verdict")
        .tag("verdict", verdict)
        .register(registry);
  }

  /** Counts what never became an Event. */
  public void eventsLost(LongSupplier lost) {
    FunctionCounter.builder("holdfast.events.lost", lost, LongSupplier::getAsLong)
        .description("Events that the API server did not take")
        .register(registry);
  }

  private int open() {
    return openByPolicy.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Silence before now proves nothing any more. */
  public void evidenceInterrupted() {
    Counter.builder("holdfast.evidence.interruptions")
        .description("Times that nobody watched: a pause of our own, a wall clock step, an outage")
        .register(registry)
        .increment();
  }

  public void fleet(Fleet fleet) {
    verdicts =
        fleet.nodes().values().stream()
            .map(NodeHealth::verdict)
            .collect(Collectors.groupingBy(v -> v.name(), Collectors.counting()));
    guards = fleet.guards().size();
  }

  /** What a pass found; incidents that are closed now and were not before are counted once. */
  public void policy(String policy, PolicyPass.Result result) {
    openByPolicy.put(policy, result.memory().open().size());
    var closed = result.memory().incidents().stream().filter(i -> !i.isOpen()).toList();
    var known = closedByPolicy.put(policy, ids(closed));
    if (known == null) return;
    closed.stream().filter(i -> !known.contains(i.id())).forEach(this::closed);
  }

  private static Set<String> ids(List<Incident> incidents) {
    return incidents.stream().map(Incident::id).collect(Collectors.toSet());
  }

  private void closed(Incident incident) {
    Counter.builder("holdfast.incidents.closed")
        .description("Incidents by how they ended")
        .tag("resolution", incident.resolution().toString())
        .register(registry)
        .increment();
    var total = incident.phases().total();
    if (total != null) recovery(total);
  }

  private void recovery(Duration total) {
    Timer.builder("holdfast.recovery")
        .description("From the fault to the slot being ready again")
        .publishPercentileHistogram()
        .register(registry)
        .record(total);
  }

  /** Forgets a policy that was deleted. */
  public void forget(String policy) {
    openByPolicy.remove(policy);
    closedByPolicy.remove(policy);
  }

  public void outcome(Outcome outcome) {
    switch (outcome) {
      case Outcome.Done done -> step(done.intent().step().action(), "Done");
      case Outcome.Refused refused -> {
        step(refused.intent().step().action(), "Refused");
        refusal(refused.reason());
      }
      case Outcome.Unknown unknown -> step(unknown.intent().step().action(), "Unknown");
    }
  }

  public void nodeStep(NodeStep step, boolean accepted) {
    step(step.action(), accepted ? "Done" : "Refused");
  }

  private void step(String action, String outcome) {
    Counter.builder("holdfast.steps")
        .description("Steps on pods and nodes by outcome")
        .tag("action", action)
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  private void refusal(String reason) {
    Counter.builder("holdfast.refusals")
        .description("Steps refused right before they were done, by reason")
        .tag("reason", reason)
        .register(registry)
        .increment();
  }

  /** How long a turn of one policy took. */
  public Timer pass() {
    return Timer.builder("holdfast.pass")
        .description("One turn of one policy: view, decision, writes and acts")
        .publishPercentileHistogram()
        .register(registry);
  }
}
