package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.HOUR;
import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

/** Packets that are lost, in bursts. */
final class Losses {
  private Losses() {}

  static void idle(Injector i, long shortest, long longest) {
    long burst = i.draw.magnitude(shortest, longest);
    i.loss(i.world.hosts, i.draw.magnitude(10, 100) / 1e4, burst, 0, 53 * HOUR);
  }

  static void loss(Injector i) {
    long at = FaultClass.at(i);
    long time = 5 * MINUTE;
    i.world.hosts.forEach(host -> i.world.book.inject(host, at, at + time));
    i.loss(i.world.hosts, share(i), i.draw.magnitude(100, 1000), at, time);
  }

  private static double share(Injector i) {
    return i.draw.magnitude(10, 500) / 1e4;
  }

  static void lossAndCrash(Injector i) {
    long at = FaultClass.at(i);
    i.loss(i.world.hosts, share(i), i.draw.magnitude(100, 1000), at - 10 * SECOND, 90 * SECOND);
    i.crash(i.anyHost(), at, FaultClass.away(i));
  }
}
