package dev.holdfast.sim;

import static dev.holdfast.sim.Agenda.MINUTE;
import static dev.holdfast.sim.Agenda.SECOND;

import java.util.List;

/** What befalls one replica that is alone: nobody votes, and it knows of nodes by leases only. */
final class Solo {
  private Solo() {}

  /** Two things that may have to do with each other, and often enough a host that does crash. */
  static void alone(Injector i) {
    long at = FaultClass.at(i);
    something(i, at);
    something(i, at + i.draw.between(0, 90 * SECOND));
    if (i.draw.chance(0.6))
      i.crash(i.anyHost(), at + i.draw.between(0, MINUTE), FaultClass.away(i));
  }

  private static void something(Injector i, long at) {
    var alone = i.leader();
    switch (i.draw.index(6)) {
      case 0 -> i.pause(alone, at, i.draw.magnitude(2 * SECOND, 90 * SECOND));
      case 1 -> i.api(Api.State.DOWN, at, i.draw.magnitude(2 * SECOND, 2 * MINUTE));
      case 2 ->
          i.drop(
              (from, to, port) -> from == alone.place && to == Api.PLACE,
              List.of(),
              at,
              i.draw.magnitude(2 * SECOND, 2 * MINUTE));
      case 3 -> i.setClock(alone, at);
      case 4 -> i.replace(alone, i.draw.chance(0.5), at, i.draw.between(2, 60) * SECOND);
      default -> mostKubeletsAreUnheard(i, at);
    }
  }

  /** What stands between them and the API server fails, and is mended for all at once. */
  private static void mostKubeletsAreUnheard(Injector i, long at) {
    int least = i.world.hosts.size() * 2 / 3;
    int count = least + i.draw.index(i.world.hosts.size() - least);
    i.muteKubelets(i.draw.some(count, i.world.hosts), at, i.draw.between(20, 180) * SECOND);
  }
}
