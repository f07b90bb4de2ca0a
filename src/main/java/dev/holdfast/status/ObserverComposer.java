package dev.holdfast.status;

import dev.holdfast.api.NodePolicyStatus.ObserverStatus;
import dev.holdfast.health.Observation;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who probes nodes, and whose word counts. */
final class ObserverComposer {
  /** Three replicas run, and as many again while they are rolled. */
  static final int LISTED = 20;

  private ObserverComposer() {}

  /** Absent where nobody probes. */
  static @Nullable String voting(List<Observation> observers) {
    long votes = observers.stream().filter(Observation.Votes.class::isInstance).count();
    return observers.isEmpty() ? null : votes + "/" + observers.size();
  }

  static List<ObserverStatus> observers(List<Observation> observers) {
    return observers.stream().limit(LISTED).map(ObserverComposer::status).toList();
  }

  private static ObserverStatus status(Observation observation) {
    return switch (observation) {
      case Observation.Votes v ->
          new ObserverStatus(v.observer(), v.zone(), "Votes", v.missing(), null, null);
      case Observation.Abstains a ->
          new ObserverStatus(a.observer(), a.zone(), "Abstains", null, a.why(), null);
      case Observation.Silent s ->
          new ObserverStatus(
              s.observer(),
              s.zone(),
              "Silent",
              null,
              null,
              s.heardAt().truncatedTo(ChronoUnit.SECONDS).toString());
    };
  }
}
