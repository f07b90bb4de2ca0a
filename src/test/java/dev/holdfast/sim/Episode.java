package dev.holdfast.sim;

import dev.holdfast.sim.World.Size;
import java.util.List;

/** One history: a cluster that is well, what is done to it, and what comes of that. */
final class Episode {
  /** Long enough for an act on late evidence: the quiet after an outage, and the control plane. */
  private static final long AFTERMATH = 75 * Agenda.SECOND;

  private static final List<Size> SIZES =
      List.of(new Size(9, 4), new Size(12, 6), new Size(15, 6), new Size(24, 8), new Size(30, 10));

  private Episode() {}

  static Outcome run(FaultClass what, long seed, boolean traced) {
    var draw = draw(what, seed);
    var trace = new Trace(traced);
    var world = new World(draw.one(SIZES), what, draw.between(0, Long.MAX_VALUE - 1), trace);
    var injector = new Injector(world);
    what.inject(injector);
    world.agenda.runUntil(injector.end() + AFTERMATH);
    return Outcome.of(what, seed, world);
  }

  private static Draw draw(FaultClass what, long seed) {
    return new Draw(seed * 31 + what.name().hashCode());
  }

  /** Of a cluster of the smallest size: it is played in a third of the time. */
  static boolean isSmall(FaultClass what, long seed) {
    return draw(what, seed).one(SIZES).equals(SIZES.getFirst());
  }
}
