package dev.holdfast.ops;

import dev.holdfast.incident.Outcome;
import dev.holdfast.plan.NodeStep;

/** What was done to pods and nodes, and what was refused right before. */
final class StepMeters {
  private final Registration registration;

  StepMeters(Registration registration) {
    this.registration = registration;
    registration.counters(Metric.REFUSALS);
    for (var action : Label.ACTION.listed()) {
      Label.OUTCOME
          .listed()
          .forEach(outcome -> registration.counter(Metric.STEPS, action, outcome));
    }
  }

  void outcome(Outcome outcome) {
    step(outcome.intent().step().action(), outcome.getClass().getSimpleName());
    switch (outcome) {
      case Outcome.Done done -> {}
      case Outcome.Unknown unknown -> {}
      case Outcome.Refused refused ->
          registration.counter(Metric.REFUSALS, refused.reason()).increment();
    }
  }

  void nodeStep(NodeStep step, boolean accepted) {
    step(step.action(), accepted ? "Done" : "Refused");
  }

  private void step(String action, String outcome) {
    registration.counter(Metric.STEPS, action, outcome).increment();
  }
}
