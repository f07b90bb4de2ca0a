package dev.holdfast.demo;

import static java.util.stream.Collectors.joining;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.api.PolicyStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Incidents of a policy's status as a person reads them. */
final class IncidentBlock {
  private IncidentBlock() {}

  static String of(PolicyStatus status) {
    return status.incidents().stream().map(IncidentBlock::of).collect(joining("\n"));
  }

  private static String of(IncidentStatus incident) {
    var phases = incident.phases();
    return """
    Incident %s: %s (%s)
      pod      %s on %s
      state    %s
      detect   %s   from the last sign of health to knowing
      decide   %s   from knowing to the recorded decision
      act      %s   from the decision to the act
      ready    %s   from the act to the replacement being ready
      total    %s\
    """
        .formatted(
            incident.id(),
            incident.fault(),
            incident.cause(),
            incident.pod().name(),
            incident.node(),
            incident.state(),
            seconds(phases.detect()),
            seconds(phases.decide()),
            seconds(phases.act()),
            seconds(phases.ready()),
            seconds(phases.total()));
  }

  private static String seconds(@Nullable Double value) {
    return value == null ? "      -  " : String.format(Locale.ROOT, "%7.2f s", value);
  }
}
