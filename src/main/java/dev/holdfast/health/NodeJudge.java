package dev.holdfast.health;

import dev.holdfast.api.NodePolicySpec.ConditionRule;
import dev.holdfast.health.NodeMemory.Confirmation;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one node's verdict. A verdict never improves for want of evidence: only a
 * renewed lease makes a silent node well.
 */
public final class NodeJudge {
  /** Falling ill again within this time of the last illness is a relapse. */
  static final Duration RELAPSE_WINDOW = Duration.ofHours(1);

  private NodeJudge() {}

  /**
   * Judges a node.
   *
   * @param evidenceSince since when we have watched without a hole; silence before it proves
   *     nothing
   */
  public static NodeMemory judge(
      NodeMemory memory, NodeSignal node, NodeRules rules, Instant evidenceSince, Instant now) {
    var own = memory.uid().equals(node.uid()) ? memory : NodeMemory.fresh(node, now);
    var confirmation = confirmation(own, node, now);
    var verdict =
        keepingSince(own.verdict(), verdict(own, node, rules, confirmation, evidenceSince, now));
    boolean bad = isBad(verdict);
    return new NodeMemory(
        node.uid(),
        verdict,
        bad && !isBad(own.verdict()) ? relapses(own, now) : own.relapses(),
        bad ? now : own.lastBadAt(),
        confirmation);
  }

  /** The administrator's word counts for this boot and this outage, until the node is heard. */
  public static boolean isVoid(@Nullable Confirmation confirmation, NodeSignal node) {
    return confirmation != null
        && (!confirmation.bootId().equals(node.bootId())
            || node.wordIsOld()
            || node.leaseRenewedAt().isAfter(confirmation.seenAt()));
  }

  private static @Nullable Confirmation confirmation(NodeMemory m, NodeSignal node, Instant now) {
    var written = node.annotation(NodeAnnotations.CONFIRMED_DEAD);
    if (written == null || written.isBlank()) return null;
    var known = m.confirmation();
    return known != null && known.bootId().equals(written) ? known : new Confirmation(written, now);
  }

  private static Verdict verdict(
      NodeMemory memory,
      NodeSignal node,
      NodeRules rules,
      @Nullable Confirmation confirmation,
      Instant evidenceSince,
      Instant now) {
    var heard = node.leaseRenewedAt();
    var silence = Duration.between(later(heard, evidenceSince), now);
    if (!node.saysReady() && silence.compareTo(rules.lostAfter()) >= 0) {
      return lostOrDead(node, confirmation, silence, now);
    }
    if (silence.compareTo(rules.suspectAfter()) >= 0) {
      return new Verdict.Suspect(now, "lease silent", true);
    }
    if (wasSilent(memory.verdict()) && !heard.isAfter(memory.verdict().since())) {
      return new Verdict.Suspect(now, "lease silent, evidence interrupted", true);
    }
    if (node.readiness().equals("Unknown")) {
      return new Verdict.Suspect(now, "Ready=Unknown", true);
    }
    return judgeConditions(node, rules, now).orElseGet(() -> new Verdict.Healthy(now));
  }

  private static Verdict lostOrDead(
      NodeSignal node, @Nullable Confirmation confirmation, Duration silence, Instant now) {
    if (confirmation == null || isVoid(confirmation, node)) {
      return new Verdict.Lost(now, "lease silent for " + silence.toSeconds() + "s, not Ready");
    }
    return new Verdict.Dead(
        now, new Proof.HumanConfirmed(node.uid(), node.bootId(), confirmation.seenAt()));
  }

  private static boolean wasSilent(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> false;
      case Verdict.Suspect s -> s.isSilent();
      case Verdict.Impaired i -> false;
      case Verdict.Lost l -> true;
      case Verdict.Dead d -> true;
    };
  }

  private static Optional<Verdict> judgeConditions(NodeSignal node, NodeRules rules, Instant now) {
    var standing = rules.impairing().stream().filter(rule -> stands(rule, node)).toList();
    return standing.stream()
        .filter(rule -> stoodLong(rule, node, now))
        .findFirst()
        .<Verdict>map(rule -> new Verdict.Impaired(now, cause(rule, node)))
        .or(
            () ->
                standing.stream()
                    .findFirst()
                    .map(r -> new Verdict.Suspect(now, cause(r, node), false)));
  }

  private static boolean stands(ConditionRule rule, NodeSignal node) {
    var condition = node.conditions().get(rule.type());
    return condition != null && condition.status().equals(rule.status().name());
  }

  private static boolean stoodLong(ConditionRule rule, NodeSignal node, Instant now) {
    var condition = node.conditions().get(rule.type());
    return condition != null && !now.isBefore(condition.since().plus(rule.standsFor().value()));
  }

  private static String cause(ConditionRule rule, NodeSignal node) {
    var condition = node.conditions().get(rule.type());
    var why = condition == null || condition.reason().isEmpty() ? "" : " " + condition.reason();
    return rule.type() + "=" + rule.status() + why;
  }

  /** {@code since} moves only when the kind of verdict, the silence or the proof changes. */
  private static Verdict keepingSince(Verdict was, Verdict is) {
    if (was.getClass() != is.getClass()) return is;
    return switch (is) {
      case Verdict.Healthy h -> was;
      case Verdict.Suspect s when s.isSilent() != ((Verdict.Suspect) was).isSilent() -> s;
      case Verdict.Suspect s -> new Verdict.Suspect(was.since(), s.cause(), s.isSilent());
      case Verdict.Impaired i -> new Verdict.Impaired(was.since(), i.cause());
      case Verdict.Lost l -> was;
      case Verdict.Dead d -> d.proof().isSameAs(((Verdict.Dead) was).proof()) ? was : d;
    };
  }

  static boolean isBad(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> false;
      case Verdict.Suspect s -> false;
      case Verdict.Impaired i -> true;
      case Verdict.Lost l -> true;
      case Verdict.Dead d -> true;
    };
  }

  private static int relapses(NodeMemory memory, Instant now) {
    var last = memory.lastBadAt();
    return last != null && now.isBefore(last.plus(RELAPSE_WINDOW)) ? memory.relapses() + 1 : 0;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
