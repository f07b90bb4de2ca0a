package dev.holdfast.sim;

import dev.holdfast.sim.Network.Cut;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Loss as Gilbert and Elliott model it: each target, and each path between two zones, is good, in
 * which nothing is lost, or bad for an exponential time, in which each packet is lost with a fixed
 * chance. All packets of one target share its state, and all of one path do.
 */
final class Bursts {
  /** Of packets in the bad state; a probe is two of them. */
  static final double LOST_IN_BAD = 0.5;

  private final World world;
  private final Draw draw;
  private final Map<Cut, List<Host>> processes = new LinkedHashMap<>();
  private final double meanBad;
  private final double meanGood;

  /**
   * Bursts at those hosts.
   *
   * @param share of all packets that is lost
   * @param meanBad how long one lasts in the mean, in milliseconds
   */
  Bursts(Injector injector, List<Host> hosts, double share, double meanBad) {
    this.meanBad = meanBad;
    this.world = injector.world;
    this.draw = injector.draw.fork();
    hosts.forEach(host -> processes.put(ofTarget(host), List.of(host)));
    for (int from = 0; from < World.ZONES; from++) {
      for (int to = 0; to < World.ZONES; to++) addPath("zone-" + from, "zone-" + to);
    }
    double bad = share / 2 / LOST_IN_BAD; // a target's and a path's add up
    this.meanGood = meanBad * (1 - bad) / bad;
  }

  private void addPath(String from, String to) {
    var ends = List.of(from, to);
    processes.put(
        ofPath(from, to),
        world.hosts.stream().filter(host -> ends.contains(host.place.zone())).toList());
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
    processes.keySet().forEach(process -> next(process, from, to));
  }

  private void next(Cut process, long from, long to) {
    long begin = from + draw.exponential(meanGood);
    if (begin >= to) return;
    long time = Math.max(1, draw.exponential(meanBad));
    world.agenda.at(begin, () -> begin(process, time));
    world.agenda.at(begin + time, () -> end(process, to));
  }

  private void begin(Cut process, long time) {
    world.network.add(process);
    world.alert(process, processes.getOrDefault(process, List.of()), world.agenda.now() + time);
  }

  private void end(Cut process, long to) {
    world.network.remove(process);
    next(process, world.agenda.now(), to);
  }
}
