package dev.holdfast.health;

import static dev.holdfast.signal.Instants.later;

import dev.holdfast.api.ConditionRule;
import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a node's conditions mean. One that comes and goes impairs it once it stood for its time in
 * all, and the node stays Impaired until it was well for as long as its relapses ask for: else the
 * verdict would flap as the condition does.
 *
 * @param before bad times as of the last look
 * @param after bad times as of now
 */
record ConditionJudge(
    NodeSignal node,
    List<ConditionRule> rules,
    Map<ConditionRule, BadTime> before,
    Map<ConditionRule, BadTime> after,
    Instant now) {
  ConditionJudge {
    after = Map.copyOf(after);
  }

  /**
   * Counts what was seen since the last look.
   *
   * @param heard the node gives signs of life: what it does not say, while it says nothing, is no
   *     sign of being well
   */
  static ConditionJudge of(
      NodeMemory memory,
      NodeSignal node,
      NodeRules rules,
      Instant watchedSince,
      boolean heard,
      Instant now) {
    var impairing = rules.impairing();
    var quiet = memory.relapses() == 0 ? Duration.ZERO : rules.quietAfter(memory.relapses());
    var after = new HashMap<ConditionRule, BadTime>();
    for (var rule : impairing) {
      var known = Optional.ofNullable(memory.badTimes().get(rule));
      standing(rule, node)
          .map(
              c ->
                  BadTime.standing(
                      known.orElse(null), rule, later(c.since(), watchedSince), heard, now))
          .or(
              () ->
                  known.flatMap(
                      bad ->
                          bad.gone(
                              rule, goneSince(rule, node, bad), watchedSince, heard, quiet, now)))
          .ifPresent(bad -> after.put(rule, bad));
    }
    return new ConditionJudge(node, impairing, memory.badTimes(), after, now);
  }

  /** Of a condition that nobody states any more that is not known. */
  private static Instant goneSince(ConditionRule rule, NodeSignal node, BadTime bad) {
    var condition = node.conditions().get(rule.type());
    return condition == null ? bad.seenAt() : condition.since();
  }

  /** Empty while no condition that matters stands, or stood too much. */
  Optional<Verdict> verdict() {
    return ill()
        .<Verdict>map(rule -> new Verdict.Impaired(now, cause(rule)))
        .or(() -> standing().map(rule -> new Verdict.Suspect(now, cause(rule), false)));
  }

  /** It came to be Impaired, or is so, by no single time that a condition stood. */
  boolean isFlapping() {
    return ill().filter(this::flaps).isPresent();
  }

  /** It was well already while its relapses kept it from being called so. */
  Instant wellSince() {
    if (before.values().stream().noneMatch(BadTime::ill)) return now;
    return before.values().stream().map(BadTime::unwellAt).max(Instant::compareTo).orElse(now);
  }

  private Optional<ConditionRule> ill() {
    return rules.stream().filter(this::isIll).findFirst();
  }

  private boolean isIll(ConditionRule rule) {
    return Optional.ofNullable(after.get(rule)).filter(BadTime::ill).isPresent();
  }

  private Optional<ConditionRule> standing() {
    return rules.stream().filter(rule -> standing(rule, node).isPresent()).findFirst();
  }

  private boolean flaps(ConditionRule rule) {
    return standing(rule, node)
        .filter(c -> !now.isBefore(c.since().plus(rule.standsFor().value())))
        .isEmpty();
  }

  /** The same while it comes and goes: what flaps is told once. */
  private String cause(ConditionRule rule) {
    var reason = standing(rule, node).map(ConditionSignal::reason).orElse("");
    var more = isIll(rule) && flaps(rule) ? "again and again" : reason;
    var evidence = rule.type() + "=" + rule.status() + (more.isEmpty() ? "" : " " + more);
    return FaultOrigin.of(rule.type()).cause(evidence);
  }

  private static Optional<ConditionSignal> standing(ConditionRule rule, NodeSignal node) {
    return Optional.ofNullable(node.conditions().get(rule.type()))
        .filter(condition -> condition.status().equals(rule.status().name()));
  }
}
