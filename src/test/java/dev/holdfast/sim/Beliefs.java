package dev.holdfast.sim;

import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What the leader came to believe of hosts that were not so, whatever it did about that. */
final class Beliefs {
  /** A host that is back is heard a lease's renewal later, or an observer's next vote. */
  static final long HEARD_AGAIN = 15 * Agenda.SECOND;

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
    unfounded.add(
        "at %.3f s %s was taken for %s, whose outages were %s"
            .formatted(
                world.agenda.now() / 1e3,
                host.name(),
                health.verdict().name(),
                List.copyOf(host.outages())));
  }

  /** Its leader set a mark on a node. */
  void marked(ServerNode node) {
    var host = world.kubelet(node.name).host;
    if (wasAway(host) || wasTroubled(host) || saysIll(node) || hasIllPods(node)) return;
    unfounded.add(
        "at %.3f s %s was marked, and all is well there"
            .formatted(world.agenda.now() / 1e3, node.name));
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

  /** Something was done to it, or to the way to it. */
  private boolean wasTroubled(Host host) {
    long now = world.agenda.now();
    return world.book.injections.stream()
        .filter(injection -> injection.host() == host && injection.from() <= now)
        .anyMatch(injection -> now <= injection.to() + HEARD_AGAIN);
  }

  private boolean isSilent(Host host) {
    return world.agenda.now() - world.api.node(host.name()).renewedAt >= Book.Act.SILENCE;
  }
}
