package dev.holdfast.health;

import static dev.holdfast.signal.Instants.later;

import dev.holdfast.health.NodeMemory.Confirmation;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one node's verdict. A verdict never improves for want of evidence: only a
 * renewed lease, or an answer where answers were missed, makes a silent node well.
 */
public final class NodeJudge {
  /** Falling ill again within this time of the last illness is a relapse. */
  static final Duration RELAPSE_WINDOW = Duration.ofHours(1);

  private NodeJudge() {}

  /** Judges a node by what it said itself and by what else is known of it. */
  public static NodeMemory judge(
      NodeMemory memory, NodeSignal node, NodeRules rules, Evidence evidence, Instant now) {
    var own = memory.uid().equals(node.uid()) ? memory : NodeMemory.fresh(node, now);
    var probed = new ProbeJudge(node, rules, evidence, now);
    var confirmation = confirmation(own, node, probed.isPowered(), now);
    var unheard = unheard(own, confirmation, probed);
    var conditions = ConditionJudge.of(own, node, rules, evidence.since(), unheard.isEmpty(), now);
    var verdict =
        unheard
            .or(conditions::verdict)
            .or(probed::doubt)
            .orElseGet(() -> new Verdict.Healthy(conditions.wellSince()));
    return next(own, keepingSince(own.verdict(), verdict), confirmation, conditions, node, now);
  }

  private static NodeMemory next(
      NodeMemory own,
      Verdict verdict,
      @Nullable Confirmation confirmation,
      ConditionJudge conditions,
      NodeSignal node,
      Instant now) {
    boolean bad = isBad(verdict);
    return new NodeMemory(
        node.uid(),
        verdict,
        bad && !isBad(own.verdict()) ? relapses(own, verdict, conditions, now) : own.relapses(),
        bad ? now : own.lastBadAt(),
        bad || own.ailing() && !(verdict instanceof Verdict.Healthy),
        confirmation,
        conditions.after());
  }

  /** The administrator's word counts for this boot and this outage, until the node is heard. */
  public static boolean isVoid(@Nullable Confirmation confirmation, NodeSignal node) {
    return confirmation != null
        && (confirmation.answered()
            || !confirmation.bootId().equals(node.bootId())
            || node.wordIsOld()
            || node.leaseRenewedAt().isAfter(confirmation.seenAt()));
  }

  private static @Nullable Confirmation confirmation(
      NodeMemory m, NodeSignal node, boolean lives, Instant now) {
    var written = node.annotation(NodeAnnotations.CONFIRMED_DEAD);
    if (written == null || written.isBlank()) return null;
    var known = m.confirmation();
    return known == null || !known.bootId().equals(written)
        ? new Confirmation(written, now, lives)
        : new Confirmation(written, known.seenAt(), known.answered() || lives);
  }

  /** What silence makes of the node; empty while it is heard. */
  private static Optional<Verdict> unheard(
      NodeMemory memory, @Nullable Confirmation confirmation, ProbeJudge probed) {
    var node = probed.node();
    var rules = probed.rules();
    var evidence = probed.evidence();
    var now = probed.now();
    var silence = silence(node, evidence, now);
    if (!node.saysReady() && silence.compareTo(patience(node, rules)) >= 0 && !probed.lives()) {
      return Optional.of(lostOrDead(node, confirmation, silence, now));
    }
    var missed = probed.verdict();
    if (missed.isPresent()) return missed;
    if (silence.compareTo(rules.suspectAfter()) >= 0) {
      return Optional.of(new Verdict.Suspect(now, "lease silent", true));
    }
    var was = memory.verdict();
    if (isUnsaid(was, evidence.reach()) && !node.leaseRenewedAt().isAfter(was.since())) {
      return Optional.of(new Verdict.Suspect(now, "silent, evidence interrupted", was.isSilent()));
    }
    return node.readiness().equals("Unknown")
        ? Optional.of(new Verdict.Suspect(now, "Ready=Unknown", true))
        : Optional.empty();
  }

  /** The cloud knows by another way than the lease: two that agree need not be waited for. */
  private static Duration patience(NodeSignal node, NodeRules rules) {
    return node.isShutDown() ? rules.suspectAfter() : rules.lostAfter();
  }

  static Duration silence(NodeSignal node, Evidence evidence, Instant now) {
    return Duration.between(later(node.leaseRenewedAt(), evidence.since()), now);
  }

  private static Verdict lostOrDead(
      NodeSignal node, @Nullable Confirmation confirmation, Duration silence, Instant now) {
    if (confirmation == null || isVoid(confirmation, node)) {
      return new Verdict.Lost(now, lostCause(node, silence));
    }
    return new Verdict.Dead(
        now, new Proof.HumanConfirmed(node.uid(), node.bootId(), confirmation.seenAt()));
  }

  private static String lostCause(NodeSignal node, Duration silence) {
    var silent = "lease silent for " + silence.toSeconds() + "s, not Ready";
    return node.isShutDown() ? silent + "; its cloud says that it is shut down" : silent;
  }

  /** What made the verdict is not there any more, and nothing has said the contrary. */
  private static boolean isUnsaid(Verdict was, Reach reach) {
    boolean answers = reach instanceof Reach.Reached;
    return switch (was) {
      case Verdict.Healthy h -> false;
      case Verdict.Suspect s -> s.isSilent() && !answers;
      case Verdict.Impaired i -> false;
      case Verdict.KubeletDown k -> !answers;
      case Verdict.Unreachable u -> !answers;
      case Verdict.Lost l -> !(l.isByProbes() && answers);
      case Verdict.Dead d -> true;
    };
  }

  /**
   * {@code since} moves only when the kind of verdict, the silence or the proof changes; a node
   * that is Lost as well by then is so since it was Unreachable.
   */
  private static Verdict keepingSince(Verdict was, Verdict is) {
    if (was instanceof Verdict.Unreachable && is instanceof Verdict.Lost l && l.isByProbes()) {
      return new Verdict.Lost(was.since(), l.cause(), l.observers());
    }
    if (was.getClass() != is.getClass()) return is;
    return switch (is) {
      case Verdict.Healthy h -> was;
      case Verdict.Suspect s when s.isSilent() != ((Verdict.Suspect) was).isSilent() -> s;
      case Verdict.Suspect s -> new Verdict.Suspect(was.since(), s.cause(), s.isSilent());
      case Verdict.Impaired i -> new Verdict.Impaired(was.since(), i.cause());
      case Verdict.KubeletDown k -> new Verdict.KubeletDown(was.since(), k.cause());
      case Verdict.Unreachable u -> new Verdict.Unreachable(was.since(), u.cause(), u.observers());
      case Verdict.Lost l when l.isByProbes() == ((Verdict.Lost) was).isByProbes() -> was;
      case Verdict.Lost l -> new Verdict.Lost(was.since(), l.cause(), l.observers());
      case Verdict.Dead d -> d.proof().isSameAs(((Verdict.Dead) was).proof()) ? was : d;
    };
  }

  static boolean isBad(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Healthy h -> false;
      case Verdict.Suspect s -> false;
      case Verdict.Impaired i -> true;
      case Verdict.KubeletDown k -> true;
      case Verdict.Unreachable u -> true;
      case Verdict.Lost l -> true;
      case Verdict.Dead d -> true;
    };
  }

  /**
   * Who is found Impaired by a condition that came and went has relapsed by then; who was not well
   * in between has not.
   */
  private static int relapses(
      NodeMemory memory, Verdict verdict, ConditionJudge conditions, Instant now) {
    int least = verdict instanceof Verdict.Impaired && conditions.isFlapping() ? 1 : 0;
    if (memory.ailing()) return Math.max(memory.relapses(), least);
    var last = memory.lastBadAt();
    boolean again = last != null && now.isBefore(last.plus(RELAPSE_WINDOW));
    return again ? memory.relapses() + 1 : least;
  }
}
