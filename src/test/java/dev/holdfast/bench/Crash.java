package dev.holdfast.bench;

import dev.holdfast.api.IncidentStatus;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One host that crashed, and when what followed was seen; all times count from the crash.
 *
 * @param load of the machine at the crash: processes that ran or wanted to, mean of a minute
 */
record Crash(int number, String host, double load, Map<Group, Seen> seen, List<Phases> phases) {
  /**
   * What was seen of one group.
   *
   * @param created the first replacement was created
   * @param ready as many replacements as pods were lost are ready
   * @param replacements pods that were created since; as many as were lost, if all is well
   */
  record Seen(Duration created, Duration ready, int replacements) {
    @Override
    public String toString() {
      return "first replacement created after %s s, all %d ready after %s s"
          .formatted(Figures.seconds(created), replacements, Figures.seconds(ready));
    }
  }

  /** Of one incident, in seconds, as Holdfast's own status tells them. */
  record Phases(String pod, double detect, double decide, double act, double ready, double total) {
    /** Of one that is over. */
    static Phases of(IncidentStatus incident) {
      var phases = incident.phases();
      return new Phases(
          incident.pod().name(),
          Objects.requireNonNull(phases.detect()),
          Objects.requireNonNull(phases.decide()),
          Objects.requireNonNull(phases.act()),
          Objects.requireNonNull(phases.ready()),
          Objects.requireNonNull(phases.total()));
    }
  }
}
