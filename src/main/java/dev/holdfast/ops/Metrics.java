package dev.holdfast.ops;

import dev.holdfast.health.Fleet;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.NodeStep;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Holdfast's meters, by the idea that each is about: few labels of few values, so that a large
 * cluster costs little more than a small one.
 */
public final class Metrics {
  private final PrometheusMeterRegistry registry;
  private final Registration registration;
  private final BooleanSupplier leading;
  private final FleetMeters fleet;
  private final StepMeters steps;
  private final IncidentMeters incidents;
  private final PassBoard passes;

  /**
   * @param nanos the monotonic clock
   */
  public Metrics(PrometheusMeterRegistry registry, BooleanSupplier leading, LongSupplier nanos) {
    this.registry = registry;
    this.registration = new Registration(registry);
    this.leading = leading;
    this.fleet = new FleetMeters(registration);
    this.steps = new StepMeters(registration);
    this.incidents = new IncidentMeters(registration);
    this.passes = new PassBoard(nanos);
    registration.gauge(Metric.LEADER, () -> leading.getAsBoolean() ? 1 : 0);
    registration.counter(Metric.TERMS);
    registration.counter(Metric.EVIDENCE_INTERRUPTIONS);
    registration.counters(Metric.PASS_FAILURES);
    registration.histogram(Metric.PASS, Buckets.OF_PASSES);
  }

  /**
   * Tells of these policies whenever it is asked and this replica leads.
   *
   * @param policies all that are known, the oldest first
   */
  public void measure(Supplier<List<PolicyReading>> policies, Supplier<Instant> clock) {
    var collector = new LeaderCollector(leading, policies, passes, clock);
    registry.getPrometheusRegistry().register(collector);
  }

  /** Counts what never became an Event. */
  public void eventsLost(LongSupplier lost) {
    registration.counter(Metric.EVENTS_LOST, lost);
  }

  /** Counts votes that the other replicas may not have heard. */
  public void votesLost(LongSupplier lost) {
    registration.counter(Metric.VOTES_LOST, lost);
  }

  /** This replica leads from now on. */
  public void termBegan() {
    passes.clear();
    registration.counter(Metric.TERMS).increment();
  }

  /** Silence before now proves nothing any more. */
  public void evidenceInterrupted() {
    registration.counter(Metric.EVIDENCE_INTERRUPTIONS).increment();
  }

  public void fleet(Fleet judged) {
    fleet.judged(judged);
  }

  public void outcome(Outcome outcome) {
    steps.outcome(outcome);
  }

  public void nodeStep(NodeStep step, boolean accepted) {
    steps.nodeStep(step, accepted);
  }

  /**
   * A request to the API server is over.
   *
   * @param code its HTTP status; 0 where none came
   */
  public void called(String verb, String resource, int code) {
    var written = code == 0 ? ApiNames.NO_ANSWER : Integer.toString(code);
    registration.counter(Metric.API_CALLS, verb, resource, written).increment();
  }

  /** Runs one turn of one policy. */
  public void pass(Runnable turn) {
    registration.histogram(Metric.PASS, Buckets.OF_PASSES).record(turn);
  }

  /** A pass was recorded in the policy's status. */
  public void passed(String policy, PolicyMemory before, PolicyPass.Result result) {
    incidents.recorded(before, result.memory());
    passes.passed(policy, result);
  }

  /** There was nothing to do about a policy. */
  public void rested(String policy) {
    passes.rested(policy);
  }

  public void failed(PassFailure failure) {
    registration.counter(Metric.PASS_FAILURES, failure.toString()).increment();
  }
}
