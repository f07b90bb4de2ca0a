package dev.holdfast.sim;

import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.Vote;
import dev.holdfast.sim.Book.Injection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the leader came to believe of hosts, and observers said of them, that was not so, whatever
 * was done about that.
 */
final class Beliefs {
  /** A host that is back is heard a lease's renewal later, or an observer's next vote. */
  static final long HEARD_AGAIN = 15 * Agenda.SECOND;

  /** Three probes in vain, the last with its timeout, and a vote on them. */
  private static final long MISSED = 6 * Agenda.SECOND;

  private final World world;
  private final List<String> unfounded = new ArrayList<>();

  Beliefs(World world) {
    this.world = world;
  }

  /** In words. */
  List<String> unfounded() {
    return unfounded;
  }

  /** The leader's verdict is another than before. */
  void judged(NodeHealth health) {
    var host = world.kubelet(health.node().name()).host;
    if (isFounded(health.verdict(), host)) return;
    say(
        "%s was taken for %s, whose outages were %s",
        host.name(), health.verdict().name(), List.copyOf(host.outages()));
  }

  private void say(String form, Object... what) {
    unfounded.add("at %.3f s ".formatted(world.agenda.now() / 1e3) + form.formatted(what));
  }

  /** An observer says whom it misses, and so that the others answer. */
  void voted(Vote vote) {
    if (vote.abstains() != null || world.idle) return;
    for (var host : world.hosts) {
      var miss = vote.nodes().get(world.api.node(host.name()).uid);
      if (miss == null && isLongAway(host)) {
        say("%s lets %s pass for one that answers", vote.observer(), host.name());
      }
      if (miss != null && miss.answeredBefore() && !wasAway(host) && !wasTouched(host)) {
        say("%s misses %s, which answers", vote.observer(), host.name());
      }
    }
  }

  private boolean isLongAway(Host host) {
    return !host.serves() && host.outages().getLast().lasted(world.agenda.now()) > MISSED;
  }

  /** Its leader set a mark on a node. */
  void marked(ServerNode node, Instant sentAt) {
    boolean heldUp = world.agenda.now() - Agenda.millis(sentAt) >= Route.PATIENCE;
    if (heldUp) return;
    var host = world.kubelet(node.name).host;
    if (wasAway(host) || wasTroubled(host) || saysIll(node) || hasIllPods(node)) return;
    say("%s was marked, and all is well there", node.name);
  }

  private static boolean saysIll(ServerNode node) {
    return node.signal().conditions().values().stream()
        .anyMatch(
            condition -> !condition.type().equals("Ready") && condition.status().equals("True"));
  }

  private boolean hasIllPods(ServerNode node) {
    return world.api.podsOn(node.name).stream().anyMatch(pod -> !pod.ready);
  }

  private boolean isFounded(Verdict verdict, Host host) {
    return switch (verdict) {
      case Verdict.Healthy h -> true;
      case Verdict.Suspect s -> true;
      case Verdict.Impaired i -> true;
      case Verdict.KubeletDown k -> wasAway(host) || wasTroubled(host);
      case Verdict.Unreachable u -> wasAway(host);
      case Verdict.Lost l -> wasAway(host) || isSilent(host);
      case Verdict.Dead d -> !host.isOn();
    };
  }

  private boolean wasAway(Host host) {
    long now = world.agenda.now();
    return host.outages().stream()
        .filter(outage -> now <= outage.to() + HEARD_AGAIN)
        .anyMatch(outage -> outage.lasted(now) >= Justice.THREE_PROBES);
  }

  /** Something was done to it, or to most ways to it. */
  private boolean wasTroubled(Host host) {
    return touches(host).anyMatch(Injection::isFelt);
  }

  /** Something was done to it, or to a way to it. */
  private boolean wasTouched(Host host) {
    return touches(host).findAny().isPresent();
  }

  private Stream<Injection> touches(Host host) {
    long now = world.agenda.now();
    return world.book.injections.stream()
        .filter(injection -> injection.host() == host && injection.from() <= now)
        .filter(injection -> now <= injection.to() + HEARD_AGAIN);
  }

  private boolean isSilent(Host host) {
    return world.agenda.now() - world.api.node(host.name()).renewedAt >= Book.Act.SILENCE;
  }
}
