package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import java.util.List;

/** What happens to the API server, to clocks, and to Holdfast itself. */
final class ControlFaults {
  private ControlFaults() {}

  static void failover(Injector i) {
    long at = FaultClass.at(i);
    long down = i.draw.between(0, 30 * SECOND);
    i.api(Api.State.DOWN, at, down);
    i.stallKubelets(at, 45 * SECOND);
  }

  static void brownOut(Injector i) {
    long at = FaultClass.at(i);
    i.api(Api.State.SLOW, at - 10 * SECOND, i.draw.between(20 * SECOND, 2 * MINUTE));
    i.crash(i.anyHost(), at, FaultClass.away(i));
  }

  static void pauses(Injector i) {
    long at = FaultClass.at(i);
    for (var replica : List.copyOf(i.world.replicas)) {
      if (i.draw.chance(0.6)) {
        i.pause(replica, at + i.draw.between(0, 5 * SECOND), i.draw.magnitude(SECOND, 20 * SECOND));
      }
    }
    i.draw
        .some(3, i.world.hosts)
        .forEach(host -> i.pauseKubelet(host, at, i.draw.magnitude(SECOND, 20 * SECOND)));
  }

  static void clocks(Injector i) {
    long at = FaultClass.at(i);
    for (var replica : List.copyOf(i.world.replicas)) {
      if (i.draw.chance(0.7)) i.setClock(replica, at + i.draw.between(-5, 30) * SECOND);
    }
    i.crash(i.anyHost(), at, FaultClass.away(i));
  }

  /**
   * Half of the time somebody else takes over, by whose clock all that was recorded is too old or
   * too young.
   */
  static void drift(Injector i) {
    if (i.draw.chance(0.5)) observer(i);
    else i.crash(i.anyHost(), FaultClass.at(i), FaultClass.away(i));
  }

  static void observer(Injector i) {
    long at = FaultClass.at(i);
    var dies = i.draw.chance(0.5) ? i.leader() : i.follower();
    i.crash(i.anyHost(), at, FaultClass.away(i));
    i.replace(dies, false, at + i.draw.between(-10, 30) * SECOND, i.draw.between(5, 60) * SECOND);
  }

  static void rolling(Injector i) {
    long at = FaultClass.at(i);
    long turn = at - 15 * SECOND;
    for (var replica : List.copyOf(i.world.replicas)) {
      i.replace(replica, true, turn, i.draw.between(1, 3) * SECOND);
      turn += i.draw.between(5, 20) * SECOND;
    }
    i.crash(i.anyHost(), at, FaultClass.away(i));
  }
}
