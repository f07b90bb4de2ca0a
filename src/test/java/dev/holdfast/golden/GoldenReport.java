package dev.holdfast.golden;

import dev.holdfast.api.DurationFormat;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Step;
import dev.holdfast.notice.Notice;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.NodeStep;
import dev.holdfast.plan.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A round's outcome in the stable form in which golden files expect it. */
record GoldenReport(GoldenRound round) {
  /** More lines than this are told by their number: the cases of scale are about that. */
  private static final int LISTED = 12;

  Map<String, Object> report() {
    var report = new LinkedHashMap<String, Object>();
    report.put("nodes", nodes());
    putIfAny(
        report,
        "guards",
        round.nodes().fleet().guards().stream()
            .map(guard -> (guard.name() + " " + guard.scope()).trim())
            .toList());
    var policies = new LinkedHashMap<String, Object>();
    round.turns().forEach((name, turn) -> policies.put(name, policy(name, turn)));
    report.put("policies", policies);
    return report;
  }

  private Map<String, Object> nodes() {
    var byName = new TreeMap<String, Object>();
    round.healths().forEach(health -> byName.put(health.node().name(), node(health)));
    if (byName.size() <= LISTED) return byName;
    return new TreeMap<>(
        byName.values().stream()
            .collect(Collectors.groupingBy(String::valueOf, Collectors.counting())));
  }

  private String node(NodeHealth health) {
    var hold = health.hold();
    var words = new ArrayList<String>();
    words.add(health.verdict().name());
    var maintenance = health.maintenance();
    if (maintenance != null) words.add("maintenance: " + maintenance.what());
    if (health.marked()) words.add("marked");
    if (hold != null) words.add("held: " + hold.reason());
    if (health.zoneHoldUntil() != null) words.add("zone waits " + offset(health.zoneHoldUntil()));
    round.nodes().plan().steps().stream()
        .filter(step -> step.node().equals(health.node().name()))
        .forEach(step -> words.add("plan: " + step(step)));
    return String.join("; ", words);
  }

  private static String step(NodeStep step) {
    return switch (step) {
      case NodeStep.Mark m ->
          "Mark " + m.mark().why() + (m.mark().ownTaint() ? "" : " (foreign taint)");
      case NodeStep.Unmark u -> "Unmark" + (u.withTaint() ? "" : " (foreign taint stays)");
      case NodeStep.VoidConfirmation v -> "VoidConfirmation " + v.bootId();
    };
  }

  private Map<String, Object> policy(String name, GoldenRound.Turn turn) {
    var result = turn.result();
    var standing = result.standing();
    var report = new LinkedHashMap<String, Object>();
    report.put(
        "pods",
        "%d/%d ready, %d promised"
            .formatted(standing.ready(), standing.desired(), standing.minAvailable()));
    putIfAny(report, "odd", odd(turn));
    putIfAny(report, "act", result.plan().act().stream().map(this::act).toList());
    putIfAny(report, "inDoubt", inDoubt(result));
    putIfAny(
        report,
        "held",
        result.plan().held().stream().map(h -> h.subject() + ": " + h.reason()).sorted().toList());
    putIfAny(report, "open", result.memory().open().stream().map(this::open).sorted().toList());
    putIfAny(report, "closed", closed(name, result));
    putIfAny(report, "steer", result.plan().steer().stream().sorted().toList());
    putIfAny(report, "told", told(result));
    var look = result.plan().lookAgain();
    report.put("lookAgain", look == null ? "never" : offset(look));
    return report;
  }

  private static List<String> odd(GoldenRound.Turn turn) {
    return new Selection(turn.view())
        .oddities().stream().map(odd -> odd.reason() + ": " + odd.message()).toList();
  }

  private static void putIfAny(Map<String, Object> report, String key, List<String> lines) {
    if (lines.isEmpty()) return;
    report.put(key, lines.size() <= LISTED ? lines : shortened(lines));
  }

  private static List<String> shortened(List<String> lines) {
    return Stream.concat(
            lines.stream().limit(2), Stream.of("and %d more".formatted(lines.size() - 2)))
        .toList();
  }

  private String act(Intent intent) {
    return "%s %s on %s (%s, %s)%s"
        .formatted(
            verb(intent.step()),
            intent.step().pod().name(),
            intent.node(),
            intent.rung(),
            intent.purpose(),
            recorded(intent));
  }

  /** Recorded steps that are kept though they are not tried again now. */
  private List<String> inDoubt(PolicyPass.Result result) {
    return result.memory().intents().stream()
        .filter(intent -> !result.plan().act().contains(intent))
        .map(this::act)
        .toList();
  }

  private String recorded(Intent intent) {
    return intent.recordedAt().equals(round.world().now())
        ? ""
        : "; recorded " + offset(intent.recordedAt());
  }

  private static String verb(Step step) {
    return switch (step) {
      case Step.MarkNotReady m -> "MarkNotReady";
      case Step.Evict e -> "Evict";
      case Step.Delete d -> d.disruption() ? "Delete as disrupted" : "Delete";
      case Step.ForceDelete f -> "ForceDelete by " + f.proof().getClass().getSimpleName() + " of";
    };
  }

  private String open(Incident incident) {
    var retry = incident.retry();
    return "%s: %s: %s%s%s"
        .formatted(
            incident.slot(),
            incident.fault(),
            incident.cause(),
            ladder(incident.ladder()),
            retry == null ? "" : "; refused: %s %d".formatted(retry.why().reason(), retry.count()));
  }

  private String ladder(LadderPosition l) {
    var words = new ArrayList<String>();
    if (l.rung() > 0 || l.attempts() > 0)
      words.add("rung %d, attempts %d".formatted(l.rung(), l.attempts()));
    if (l.deadline() != null) words.add("deadline " + offset(l.deadline()));
    if (l.backOffUntil() != null) words.add("backs off " + offset(l.backOffUntil()));
    return words.isEmpty() ? "" : "; " + String.join(", ", words);
  }

  /** Incidents that ended in this round. */
  private List<String> closed(String policy, PolicyPass.Result result) {
    var known =
        round.world().memories().getOrDefault(policy, PolicyMemory.EMPTY).incidents().stream()
            .filter(i -> !i.isOpen())
            .map(Incident::id)
            .toList();
    return result.memory().incidents().stream()
        .filter(i -> !i.isOpen() && !known.contains(i.id()))
        .map(i -> "%s: %s: %s%s".formatted(i.slot(), i.fault(), i.resolution(), took(i)))
        .toList();
  }

  private static String took(Incident incident) {
    @Nullable Duration total = incident.phases().total();
    return total == null ? "" : " after " + DurationFormat.format(total);
  }

  /** Held steps have their own list; these are the others, without the copies for the pods. */
  private static List<String> told(PolicyPass.Result result) {
    return result.notices().stream()
        .filter(notice -> !notice.reason().equals("Held"))
        .filter(notice -> notice.subject().kind().equals("HighAvailabilityPolicy"))
        .map(Notice::reason)
        .collect(Collectors.groupingBy(reason -> reason, TreeMap::new, Collectors.counting()))
        .entrySet()
        .stream()
        .map(e -> e.getValue() == 1 ? e.getKey() : e.getKey() + " ×" + e.getValue())
        .toList();
  }

  private String offset(Instant at) {
    return DurationFormat.format(Duration.between(round.world().now(), at));
  }
}
