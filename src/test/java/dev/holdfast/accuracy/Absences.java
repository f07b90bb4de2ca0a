package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.HOUR;
import static dev.holdfast.accuracy.World.MINUTE;
import static dev.holdfast.accuracy.World.SECOND;

import dev.holdfast.accuracy.World.Deaf;
import dev.holdfast.accuracy.World.Life;
import java.util.ArrayList;
import java.util.Comparator;

/** Times in which Holdfast hears nothing, and those in which it does not run. */
final class Absences {
  private final Recipe recipe;
  private final Draw draw;
  private final World world;

  Absences(Recipe recipe, Draw draw, World world) {
    this.recipe = recipe;
    this.draw = draw;
    this.world = world;
  }

  private long last() {
    return world.end - 3 * HOUR - longest();
  }

  private long longest() {
    return recipe.blindHours * HOUR;
  }

  /** Nothing arrives, for one reason or another. */
  void deaf() {
    var all = new ArrayList<Deaf>();
    draw.moments(recipe.apiOutages, last())
        .forEach(t -> all.add(new Deaf(t, t + draw.magnitude(6 * SECOND, longest()), true)));
    draw.moments(recipe.pauses, last())
        .forEach(t -> all.add(new Deaf(t, t + draw.magnitude(2 * SECOND, longest()), false)));
    all.sort(Comparator.comparingLong(Deaf::from));
    for (var d : all) {
      boolean apart = world.deaf.isEmpty() || world.deaf.getLast().to() + 2 * MINUTE < d.from();
      if (apart) world.deaf.add(d);
    }
  }

  /**
   * One process after the other; where there is a second one, it has watched since the last end.
   */
  void lives() {
    long opens = 0;
    long leads = 0;
    long last = 0;
    for (long end : draw.moments(recipe.restarts, last()).toArray()) {
      if (end < leads + MINUTE || world.isMaintained(end, end + 5 * HOUR)) continue;
      if (world.isPaused(end)) continue; // its successor would not stand still
      world.lives.add(new Life(opens, leads, renewedBefore(end), end));
      boolean warm = draw.chance(0.6);
      opens = world.whenHeard(warm ? last + draw.between(2 * SECOND, 30 * SECOND) : end + away());
      leads = world.whenHeard(Math.max(opens, end) + draw.between(200, 5 * SECOND));
      last = end;
    }
    world.lives.add(new Life(opens, leads, world.end, world.end));
  }

  private long renewedBefore(long end) {
    long renewed = end - draw.between(0, 500);
    for (var d : world.deaf) if (d.from() < renewed && renewed < d.to()) return d.from();
    return renewed;
  }

  private long away() {
    return draw.chance(0.7)
        ? draw.magnitude(SECOND, 5 * MINUTE)
        : draw.magnitude(5 * MINUTE, 4 * HOUR);
  }
}
