package dev.holdfast.loop;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Fleet.Guard;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.loop.EvidenceWatch.Interruption;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import dev.holdfast.plan.NodeStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people are told of nodes and guards: changes from one fleet to the next. */
final class NodeNotices {
  private static final Duration ONCE = Duration.ofSeconds(1);
  private static final Duration LASTING = Duration.ofMinutes(15);

  private final String ownNamespace;

  NodeNotices(String ownNamespace) {
    this.ownNamespace = ownNamespace;
  }

  List<Notice> between(Fleet before, Fleet after) {
    var notices = new ArrayList<Notice>();
    after.nodes().values().forEach(now -> verdict(before, now).ifPresent(notices::add));
    after.nodes().values().forEach(now -> hold(before, now).ifPresent(notices::add));
    after.guards().stream()
        .filter(guard -> before.guards().stream().noneMatch(g -> isSame(g, guard)))
        .forEach(guard -> notices.add(guard(guard)));
    return notices;
  }

  private static boolean isSame(Guard a, Guard b) {
    return a.name().equals(b.name()) && a.scope().equals(b.scope());
  }

  /** Suspicion is no news: a lease is late every day. */
  private static Optional<Notice> verdict(Fleet before, NodeHealth now) {
    var was = before.node(now.node().name()).map(NodeHealth::verdict);
    boolean same = was.filter(v -> v.getClass() == now.verdict().getClass()).isPresent();
    if (same || was.isEmpty()) return Optional.empty();
    return switch (now.verdict()) {
      case Verdict.Healthy h when wasBad(was.get()) ->
          Optional.of(
              notice(Notice.Type.NORMAL, "NodeHealthy", now, "the node is well again", ONCE));
      case Verdict.Healthy h -> Optional.empty();
      case Verdict.Suspect s -> Optional.empty();
      case Verdict.Impaired i -> Optional.of(warning("NodeImpaired", now));
      case Verdict.KubeletDown k -> Optional.of(warning("KubeletDown", now));
      case Verdict.Unreachable u -> Optional.of(warning("NodeUnreachable", now));
      case Verdict.Lost l -> Optional.of(warning("NodeLost", now));
      case Verdict.Dead d -> Optional.of(warning("NodeDead", now));
    };
  }

  private static boolean wasBad(Verdict verdict) {
    return !(verdict instanceof Verdict.Healthy)
        && !(verdict instanceof Verdict.Suspect s && !s.isSilent());
  }

  private static Notice warning(String reason, NodeHealth now) {
    return notice(Notice.Type.WARNING, reason, now, now.verdict().cause(), ONCE);
  }

  /** A node that should be acted on and is not. */
  private static Optional<Notice> hold(Fleet before, NodeHealth now) {
    var hold = now.hold();
    if (hold == null || hold.reason().equals("Pace") || now.isHealthy()) return Optional.empty();
    var known =
        before
            .node(now.node().name())
            .map(NodeHealth::hold)
            .filter(h -> h.reason().equals(hold.reason()));
    return known.isPresent()
        ? Optional.empty()
        : Optional.of(
            notice(
                Notice.Type.WARNING,
                "NodeHeld",
                now,
                "%s: %s; released by: %s".formatted(hold.reason(), hold.message(), hold.release()),
                LASTING));
  }

  /** Why silence of nodes does not count for a while. */
  Notice interruption(Interruption over) {
    return new Notice(
        Notice.Type.WARNING,
        "EvidenceInterrupted",
        wholeCluster(),
        over.kind().name(),
        "%s; until %s silence of nodes proves nothing, and is counted from there"
            .formatted(over.how(), over.until()),
        LASTING);
  }

  private Subject wholeCluster() {
    return new Subject("v1", "Namespace", "", ownNamespace, "");
  }

  private Notice guard(Guard guard) {
    var subject =
        guard.scope().isEmpty()
            ? wholeCluster()
            : new Subject("holdfast.dev/v1alpha1", "NodeHealthPolicy", "", guard.scope(), "");
    return new Notice(
        Notice.Type.WARNING,
        "GuardHolding",
        subject,
        guard.name(),
        guard.name() + ": " + guard.message(),
        LASTING);
  }

  /** A step on a node that was done. */
  static Notice done(NodeStep step) {
    return switch (step) {
      case NodeStep.Mark m ->
          about(m, Notice.Type.NORMAL, "Tainted", "no new pods while it is " + m.mark().why());
      case NodeStep.Unmark u -> about(u, Notice.Type.NORMAL, "Untainted", "our mark was taken off");
      case NodeStep.VoidConfirmation v ->
          about(
              v,
              Notice.Type.WARNING,
              "ConfirmationVoid",
              ("the confirmation for boot %s does not hold and was taken off: the node answered"
                   + " since, or it was given before the node was not Ready; give it again if it is"
                   + " dead")
                  .formatted(v.bootId()));
    };
  }

  /** A confirmation that names another boot than the node's. */
  static Notice refusedConfirmation(NodeHealth health, String written) {
    return new Notice(
        Notice.Type.WARNING,
        "ConfirmationRefused",
        subject(health.node().name(), health.node().uid()),
        written,
        "holdfast.dev/confirmed-dead says boot %s, but the node's boot id is %s"
            .formatted(written, health.node().bootId()),
        LASTING);
  }

  private static Notice about(NodeStep step, Notice.Type type, String reason, String text) {
    return new Notice(type, reason, subject(step.node(), step.uid()), "", text, ONCE);
  }

  private static Notice notice(
      Notice.Type type, String reason, NodeHealth health, String text, Duration quiet) {
    var subject = subject(health.node().name(), health.node().uid());
    return new Notice(type, reason, subject, health.verdict().name(), text, quiet);
  }

  private static Subject subject(String name, String uid) {
    return new Subject("v1", "Node", "", name, uid);
  }
}
