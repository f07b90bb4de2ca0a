package dev.holdfast.pass;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.Verdict;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Situation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What is the matter with the nodes of a node policy, and with our view of them. */
public final class NodeAlarms {
  /** Nodes that have alarms of their own; what is more of them is one matter. */
  static final int SINGLE = 20;

  private NodeAlarms() {}

  public static Situation of(NodePolicy policy, Fleet fleet) {
    var subject = "NodeHealthPolicy/" + policy.name();
    var alarms = new ArrayList<Alarm>();
    alarms.addAll(nodes(subject, unwell(policy, fleet)));
    fleet.guards().stream()
        .filter(guard -> guard.scope().isEmpty() || guard.scope().equals(policy.name()))
        .map(g -> Alarm.of(AlarmReason.GuardHolding, subject, g.name(), g.message()))
        .forEach(alarms::add);
    if (fleet.blindSince() != null) {
      alarms.add(
          Alarm.of(
              AlarmReason.Blind, subject, "", "what Holdfast sees of the cluster is not sure"));
    }
    return new Situation(subject, alarms, Map.of(), null);
  }

  private static List<NodeHealth> unwell(NodePolicy policy, Fleet fleet) {
    return fleet.nodes().values().stream()
        .filter(health -> policy.selects(health.node()))
        .filter(health -> reason(health.verdict()).isPresent())
        .sorted(
            Comparator.comparing((NodeHealth health) -> health.verdict().since())
                .thenComparing(health -> health.node().name()))
        .toList();
  }

  private static List<Alarm> nodes(String policy, List<NodeHealth> unwell) {
    var alarms = new ArrayList<Alarm>();
    unwell.stream().limit(SINGLE).map(NodeAlarms::alarm).forEach(alarms::add);
    if (unwell.size() > SINGLE) {
      alarms.add(
          Alarm.of(
              AlarmReason.NodeLost, policy, "More", "more nodes than have alarms of their own"));
    }
    return alarms;
  }

  private static Alarm alarm(NodeHealth health) {
    return Alarm.of(
        reason(health.verdict()).orElseThrow(),
        "Node/" + health.node().name(),
        "",
        health.verdict().cause());
  }

  /** A suspicion is no news: a lease is late every day. */
  private static Optional<AlarmReason> reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> Optional.empty();
      case Verdict.Suspect s -> Optional.empty();
      case Verdict.Impaired i -> Optional.of(AlarmReason.NodeImpaired);
      case Verdict.Lost l -> Optional.of(AlarmReason.NodeLost);
      case Verdict.Dead d -> Optional.of(AlarmReason.NodeDead);
    };
  }
}
