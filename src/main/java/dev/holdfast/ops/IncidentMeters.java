package dev.holdfast.ops;

import static java.util.stream.Collectors.toSet;

import dev.holdfast.incident.Incident;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Faults and recoveries, told from what a policy remembered before a pass and after it. Only one
 * replica gets the pass recorded, so each is counted once in all.
 */
final class IncidentMeters {
  private final Registration registration;

  IncidentMeters(Registration registration) {
    this.registration = registration;
    registration.counters(Metric.INCIDENTS_CLOSED);
    registration.histogram(Metric.DETECTION, Buckets.OF_OUTAGES);
    registration.histogram(Metric.RECOVERY, Buckets.OF_OUTAGES);
    Registration.values(Metric.RECOVERY_PHASE)
        .forEach(phase -> registration.histogram(Metric.RECOVERY_PHASE, Buckets.OF_OUTAGES, phase));
  }

  void recorded(PolicyMemory before, PolicyMemory after) {
    var known = ids(before.incidents());
    var open = ids(before.open());
    for (var incident : after.incidents()) {
      if (!known.contains(incident.id())) detected(incident);
      if (open.contains(incident.id()) && !incident.isOpen()) closed(incident);
    }
  }

  private static Set<String> ids(List<Incident> incidents) {
    return incidents.stream().map(Incident::id).collect(toSet());
  }

  private void detected(Incident incident) {
    var phases = incident.phases();
    record(Metric.DETECTION, Duration.between(phases.since(), phases.detectedAt()));
  }

  private void closed(Incident incident) {
    registration.counter(Metric.INCIDENTS_CLOSED, incident.resolution().toString()).increment();
    if (incident.resolution() == Resolution.RECOVERED) recovered(Timing.of(incident.phases()));
  }

  private void recovered(Timing timing) {
    record(Metric.RECOVERY, timing.total());
    record(Metric.RECOVERY_PHASE, timing.detect(), "detect");
    record(Metric.RECOVERY_PHASE, timing.decide(), "decide");
    record(Metric.RECOVERY_PHASE, timing.act(), "act");
    record(Metric.RECOVERY_PHASE, timing.ready(), "ready");
  }

  private void record(Metric metric, Duration time, String... labels) {
    registration.histogram(metric, Buckets.OF_OUTAGES, labels).record(time);
  }
}
