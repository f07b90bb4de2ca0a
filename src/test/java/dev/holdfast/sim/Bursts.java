package dev.holdfast.sim;

import dev.holdfast.sim.Network.Cut;
import java.util.ArrayList;
import java.util.List;

/**
 * Loss as Gilbert and Elliott model it: each target, and each path between two zones, is good, in
 * which nothing is lost, or bad for an exponential time, in which each packet is lost with a fixed
 * chance. All packets of one target share its state, and all of one path do.
 */
final class Bursts {
  private static final double MEAN_BAD = 1.0 * Agenda.SECOND;

  /** Of packets in the bad state; a probe is two of them. */
  private static final double LOST_IN_BAD = 0.6;

  private final Injector injector;
  private final World world;
  private final Draw draw;
  private final List<Cut> processes = new ArrayList<>();
  private final double meanGood;

  Bursts(Injector injector, List<Host> hosts, double share) {
    this.injector = injector;
    this.world = injector.world;
    this.draw = injector.draw.fork();
    hosts.forEach(host -> processes.add(ofTarget(host)));
    for (int from = 0; from < World.ZONES; from++) {
      for (int to = 0; to < World.ZONES; to++) processes.add(ofPath("zone-" + from, "zone-" + to));
    }
    double bad = share / 2 / LOST_IN_BAD; // a target's and a path's add up
    this.meanGood = MEAN_BAD * (1 - bad) / bad;
  }

  private static Cut ofTarget(Host host) {
    return new Bad((from, to, port) -> from == host.place || to == host.place);
  }

  private static Cut ofPath(String one, String other) {
    return new Bad((from, to, port) -> from.zone().equals(one) && to.zone().equals(other));
  }

  private record Bad(Cut where) implements Cut {
    @Override
    public boolean concerns(Place from, Place to, Port port) {
      return where.concerns(from, to, port);
    }

    @Override
    public double loss() {
      return LOST_IN_BAD;
    }
  }

  void between(long from, long to) {
    for (var process : processes) next(process, from, to);
  }

  private void next(Cut process, long from, long to) {
    long begin = from + draw.exponential(meanGood);
    if (begin >= to) return;
    long time = Math.max(1, draw.exponential(MEAN_BAD));
    injector.drop(process, begin, time);
    world.agenda.at(begin + time, () -> next(process, begin + time, to));
  }
}
