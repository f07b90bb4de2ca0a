package dev.holdfast.pass;

import static java.time.temporal.ChronoUnit.SECONDS;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.Verdict;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Situation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is the matter with the nodes of a node policy, and with our view of them. */
public final class NodeAlarms {
  /** Nodes that have alarms of their own; what is more of them is one matter. */
  static final int SINGLE = 20;

  private NodeAlarms() {}

  public static Situation of(NodePolicy policy, Fleet fleet) {
    var about = About.nodePolicy(policy.name());
    var alarms = new ArrayList<Alarm>();
    alarms.addAll(nodes(about, unwell(policy, fleet)));
    fleet.guards().stream()
        .filter(guard -> guard.scope().isEmpty() || guard.scope().equals(policy.name()))
        .map(g -> Alarm.of(AlarmReason.GuardHolding, about, g.name(), g.message()))
        .forEach(alarms::add);
    if (fleet.blindSince() != null) alarms.add(blind(about, fleet, fleet.blindSince()));
    return new Situation(about, alarms, Map.of(), null);
  }

  private static Alarm blind(About about, Fleet fleet, Instant since) {
    var guards =
        fleet.guards().stream()
            .filter(guard -> guard.scope().isEmpty())
            .map(guard -> guard.name() + ": " + guard.message())
            .collect(joining("; "));
    var why = guards.isEmpty() ? "Holdfast itself stood still" : guards;
    return Alarm.of(
        AlarmReason.Blind,
        about,
        "",
        "since %s what Holdfast sees of the cluster is not sure: %s"
            .formatted(since.truncatedTo(SECONDS), why));
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

  private static List<Alarm> nodes(About policy, List<NodeHealth> unwell) {
    var alarms = new ArrayList<Alarm>();
    unwell.stream().limit(SINGLE).map(NodeAlarms::alarm).forEach(alarms::add);
    unwell.stream()
        .skip(SINGLE)
        .collect(groupingBy(NodeAlarms::kind, TreeMap::new, counting()))
        .forEach((reason, count) -> alarms.add(more(policy, reason, count)));
    return alarms;
  }

  /** Of those of one kind, so that its name and its severity fit them all. */
  private static Alarm more(About policy, AlarmReason reason, long count) {
    var sentence =
        "%d more %s, beside the %d that have alarms of their own"
            .formatted(count, count == 1 ? "node" : "nodes", SINGLE);
    return new Alarm(
        reason,
        policy.subject(),
        "More",
        sentence,
        "look for what they have in common: kubectl get %s -o yaml".formatted(policy.object()));
  }

  private static Alarm alarm(NodeHealth health) {
    return Alarm.of(kind(health), About.node(health.node().name()), "", health.verdict().cause());
  }

  private static AlarmReason kind(NodeHealth unwell) {
    return reason(unwell.verdict()).orElseThrow();
  }

  /** A suspicion is no news: a lease is late every day. */
  private static Optional<AlarmReason> reason(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> Optional.empty();
      case Verdict.Suspect s -> Optional.empty();
      case Verdict.Impaired i -> Optional.of(AlarmReason.NodeImpaired);
      case Verdict.KubeletDown k -> Optional.of(AlarmReason.KubeletDown);
      case Verdict.Unreachable u -> Optional.of(AlarmReason.NodeUnreachable);
      case Verdict.Lost l -> Optional.of(AlarmReason.NodeLost);
      case Verdict.Dead d -> Optional.of(AlarmReason.NodeDead);
    };
  }
}
