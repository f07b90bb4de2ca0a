package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** With one more node marked, no node policy has more of them acted on than its brake allows. */
final class WithinTheBrake implements Rule {
  /** How long a change may take to be known; in doubt a node counts as well. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** So many nodes make a zone that may be lost as a whole. */
  private static final int ZONE = 3;

  private static final double DEFAULT_SHARE = 0.2;
  private static final double HUNDRED = 100.0;
  private static final JsonNode BUILT_IN = MissingNode.getInstance();

  private final Supplier<List<Silence>> silences;
  private final Setting setting;
  private final Set<String> lostZones = new HashSet<>();

  WithinTheBrake(Supplier<List<Silence>> silences, Setting setting) {
    this.silences = silences;
    this.setting = setting;
  }

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    followZones(change, facts);
    if (!change.isByOperator() || !Marking.is(change, facts)) return Stream.empty();
    var marking = Marking.of(change);
    var selecting =
        facts.nodePolicies().entrySet().stream()
            .filter(p -> selects(p.getValue().now(), marking.state()))
            .toList();
    return selecting.isEmpty()
        ? judge("", List.of(BUILT_IN), marking, facts)
        : selecting.stream()
            .flatMap(
                p ->
                    judge(
                        p.getKey(),
                        p.getValue().within(SLACK, marking.at()).toList(),
                        marking,
                        facts));
  }

  /** Whoever is heard again may be of a zone that was lost up to then. */
  private void followZones(AuditEvent change, Facts facts) {
    boolean isOfNode =
        change.resource().startsWith("nodes") || change.namespace().equals("kube-node-lease");
    var node = isOfNode ? facts.node(change.name()) : Optional.<NodeFacts>empty();
    if (node.isEmpty() || isPlain(change.name(), node.get(), change.received())) return;
    var state = node.get().now();
    var policies = new HashMap<String, JsonNode>();
    facts.nodePolicies().forEach((name, past) -> policies.put(name, past.now()));
    policies.values().removeIf(spec -> !selects(spec, state));
    if (policies.isEmpty()) policies.put("", BUILT_IN);
    policies.forEach(
        (name, spec) -> isLost(name, state.zone(), group(spec, facts), change.received()));
  }

  /** No zone is lost, nor can be, of which one is heard. */
  private boolean isPlain(String name, NodeFacts node, Instant at) {
    return lostZones.isEmpty() && !isDown(name, node, at);
  }

  private Stream<String> judge(String policy, List<JsonNode> specs, Marking marking, Facts facts) {
    var group = group(specs.getLast(), facts);
    var acted = units(policy, specs.getLast(), group, marking);
    int limit = specs.stream().mapToInt(spec -> limit(spec, group.size())).max().orElse(0);
    return Rule.unless(
        acted.size() <= limit,
        "acts on %d of %d nodes of node policy '%s' at once, over the brake of %d: %s"
            .formatted(acted.size(), group.size(), policy, limit, acted));
  }

  private static Map<String, NodeFacts> group(JsonNode spec, Facts facts) {
    var group = new HashMap<String, NodeFacts>();
    facts
        .nodes()
        .forEach(
            (name, node) -> {
              boolean builtIn =
                  spec == BUILT_IN
                      && facts.nodePolicies().values().stream()
                          .noneMatch(p -> selects(p.now(), node.now()));
              if (builtIn || spec != BUILT_IN && selects(spec, node.now())) group.put(name, node);
            });
    return group;
  }

  private Set<String> units(
      String policy, JsonNode spec, Map<String, NodeFacts> group, Marking marking) {
    var acted = new ArrayList<>(List.of(marking.node()));
    group.forEach(
        (name, node) -> {
          if (isActedOn(name, node, spec, marking.at())) acted.add(name);
        });
    return acted.stream()
        .map(name -> unit(policy, name, Objects.requireNonNull(group.get(name)), group, marking))
        .collect(Collectors.toSet());
  }

  private String unit(
      String policy, String name, NodeFacts node, Map<String, NodeFacts> group, Marking marking) {
    var zone = node.now().zone();
    return isLost(policy, zone, group, marking.at()) ? "zone " + zone : name;
  }

  /** A zone that was lost stays so until all of its nodes are heard. */
  private boolean isLost(String policy, String zone, Map<String, NodeFacts> group, Instant at) {
    var nodes =
        group.entrySet().stream().filter(n -> n.getValue().now().zone().equals(zone)).toList();
    long down = nodes.stream().filter(n -> isDown(n.getKey(), n.getValue(), at)).count();
    var key = policy + "/" + zone;
    if (down == 0) lostZones.remove(key);
    if (nodes.size() >= ZONE && down == nodes.size()) lostZones.add(key);
    return lostZones.contains(key);
  }

  /** By its node, by its lease, or to whoever asks it. */
  private boolean isDown(String name, NodeFacts node, Instant at) {
    return node.isDown(setting.overdue(), at) || isSilent(name, SLACK, at);
  }

  private boolean isActedOn(String name, NodeFacts node, JsonNode spec, Instant at) {
    boolean silent = isSilent(name, setting.known(), at);
    return node.past()
        .wasFor(
            SLACK,
            at,
            state ->
                !state.mark().isEmpty() && (silent || state.isSteered() || isIll(state, spec)));
  }

  private boolean isSilent(String name, Duration time, Instant at) {
    return silences.get().stream()
        .filter(silence -> silence.host().equals(name))
        .anyMatch(silence -> silence.lastedFor(time, at, Duration.ZERO));
  }

  private static boolean isIll(NodeFacts.State state, JsonNode spec) {
    return !state.ready().equals("True")
        || Json.elements(spec.path("conditions"))
            .anyMatch(
                rule ->
                    rule.path("status")
                        .asText()
                        .equals(state.conditions().get(rule.path("type").asText())));
  }

  private static boolean selects(JsonNode spec, NodeFacts.State node) {
    return new LabelMatch(spec.path("nodeSelector")).matches(node.labels());
  }

  private static int limit(JsonNode spec, int nodes) {
    var max = spec.path("brake").path("maxUnhealthy");
    if (max.isMissingNode()) return Math.max(1, (int) (nodes * DEFAULT_SHARE));
    if (!max.asText().endsWith("%")) return max.asInt();
    int percent = Integer.parseInt(max.asText().substring(0, max.asText().length() - 1));
    return percent == 0 ? 0 : Math.max(1, (int) (nodes * percent / HUNDRED));
  }
}
