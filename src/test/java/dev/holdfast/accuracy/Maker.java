package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.HOUR;
import static dev.holdfast.accuracy.World.MINUTE;
import static dev.holdfast.accuracy.World.SECOND;

import dev.holdfast.accuracy.World.Loss;
import dev.holdfast.accuracy.World.Maintenance;
import dev.holdfast.accuracy.World.Outage;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Makes the faults of a history from a seed. */
final class Maker {
  /** No fault is younger when the account is read: evidence of a lost host takes a minute. */
  private static final long QUIET_AT_THE_END = 3 * MINUTE;

  /** From its last renewal the control plane gives up on a host: 50 s, its period, and the way. */
  private static final long GIVEN_UP_LEAST = 40 * SECOND;

  private static final long GIVEN_UP_MOST = 55 * SECOND;

  private final Recipe recipe;
  private final Draw draw;
  private final World world;
  private final Absences absences;
  private final long latest;
  private int nextHost;

  private Maker(Recipe recipe, long seed) {
    this.recipe = recipe;
    this.draw = new Draw(seed);
    long travel = draw.magnitude(50, SECOND);
    int most = draw.chance(0.2) ? draw.count(6, 20) : draw.count(1, 5);
    double promise =
        draw.chance(0.7) ? draw.count(50, 100) / 100.0 : -draw.count((most + 1) / 2, most);
    this.world = new World(seed, recipe.days * World.DAY, travel, recipe.observed(), promise);
    this.absences = new Absences(recipe, draw, world);
    this.latest = world.end - QUIET_AT_THE_END;
    this.nextHost = draw.count(1, most + 1);
    for (int slot = 0; slot < most; slot++) {
      var at = new TreeMap<Long, Integer>();
      at.put(0L, slot % nextHost);
      world.hosts.add(at);
    }
    world.wanted.put(0L, most);
  }

  static World make(Recipe recipe, long seed) {
    var maker = new Maker(recipe, seed);
    maker.absences.deaf();
    maker.maintenances();
    maker.losses();
    maker.crashes();
    maker.takenAlong();
    maker.rollouts();
    maker.scalings();
    maker.absences.lives();
    return maker.world;
  }

  private LongStream moments(int most) {
    return draw.moments(most, latest - 4 * HOUR);
  }

  private void maintenances() {
    moments(recipe.maintenances).forEach(this::maintenance);
  }

  private void maintenance(long at) {
    if (world.isMaintained(at, at + 10 * MINUTE)) return;
    int host = world.host(draw.count(0, world.slots() - 1), at);
    var moved = slotsOn(host, at);
    int to = nextHost++;
    long last = at;
    for (int slot : moved) {
      long gone = at + draw.between(2 * SECOND, 10 * SECOND);
      long back = gone + draw.between(3 * SECOND, 2 * MINUTE);
      world.outages.add(new Outage(slot, gone, back, false));
      world.hosts.get(slot).put(back, to);
      last = Math.max(last, back);
    }
    world.maintenances.add(new Maintenance(host, at, last + draw.between(10 * SECOND, MINUTE)));
  }

  private void losses() {
    moments(recipe.hosts).forEach(this::loss);
    if (recipe.hosts > 0 && !world.losses.isEmpty()) {
      var one = world.losses.get(draw.count(0, world.losses.size() - 1));
      loss(one.at() + draw.between(1, 40 * SECOND)); // another one before that one is known
    }
  }

  private void loss(long at) {
    if (world.isMaintained(at - 4 * HOUR, at + 4 * HOUR)) return;
    int host = world.host(draw.count(0, world.slots() - 1), at);
    var slots = slotsOn(host, at);
    boolean settled =
        slots.stream().allMatch(slot -> world.hosts.get(slot).lastKey() <= at - 2 * MINUTE);
    if (!settled || world.losses.stream().anyMatch(loss -> loss.host() == host)) return;
    long givenUp = givenUp(Renewals.lastBefore(world, host, at));
    int to = nextHost++;
    for (int slot : slots) {
      long back = givenUp + 2 * SECOND + draw.magnitude(SECOND, HOUR);
      world.outages.add(new Outage(slot, at, back, true));
      world.hosts.get(slot).put(back, to);
    }
    world.losses.add(new Loss(host, at, givenUp, slots));
  }

  /** The control plane, too, waits anew after a time in which nobody could renew. */
  private long givenUp(long renewed) {
    long at = renewed + draw.between(GIVEN_UP_LEAST, GIVEN_UP_MOST);
    for (var d : world.deaf) {
      if (d.api() && d.from() < at && renewed < d.to()) {
        at = d.to() + draw.between(GIVEN_UP_LEAST, GIVEN_UP_MOST);
      }
    }
    return at;
  }

  private List<Integer> slotsOn(int host, long at) {
    return IntStream.range(0, world.slots())
        .filter(slot -> world.host(slot, at) == host)
        .boxed()
        .toList();
  }

  private void crashes() {
    long longest = recipe.crashes > 1000 ? MINUTE : 3 * HOUR;
    moments(recipe.crashes)
        .forEach(
            t -> {
              boolean isShort = draw.chance(0.8);
              long lasts =
                  isShort ? draw.magnitude(200, 20 * SECOND) : draw.magnitude(20 * SECOND, longest);
              crash(draw.count(0, world.slots() - 1), t, t + lasts);
              if (draw.chance(0.1)) {
                long soon = t + draw.between(0, 2 * SECOND);
                crash(draw.count(0, world.slots() - 1), soon, soon + draw.magnitude(200, MINUTE));
              }
            });
  }

  private void takenAlong() {
    if (recipe.blindHours == 1) return;
    for (var d : world.deaf) {
      for (int slot = 0; slot < world.slots() && d.to() - d.from() > MINUTE; slot++) {
        crash(slot, d.from() + draw.between(1, SECOND), d.to() - draw.between(1, SECOND));
      }
    }
  }

  /** A kubelet that dies within the second could not tell any more: then it is the host's loss. */
  private void crash(int slot, long from, long to) {
    boolean cutOff =
        world.losses.stream()
            .filter(loss -> loss.slots().contains(slot))
            .anyMatch(loss -> isJustBefore(from, loss.at()) || isJustBefore(to, loss.at()));
    if (cutOff || world.isMaintained(from, to)) return;
    world.outages.add(new Outage(slot, from, to, false));
  }

  private static boolean isJustBefore(long moment, long loss) {
    return moment > loss - 2 * SECOND && moment <= loss;
  }

  private void rollouts() {
    moments(recipe.rollouts)
        .forEach(
            t -> {
              long at = t;
              for (int slot = 0; slot < world.slots(); slot++) {
                long ready = at + draw.between(SECOND, 40 * SECOND);
                crash(slot, at, ready);
                at = ready + draw.between(100, 5 * SECOND);
              }
            });
  }

  private void scalings() {
    moments(recipe.scalings)
        .filter(t -> !world.isMaintained(t, t + HOUR))
        .forEach(
            t -> {
              int before = world.wanted(t);
              int after = draw.chance(0.1) ? 0 : draw.count(world.leastWanted(), world.slots());
              world.wanted.put(t, after);
              if (after == 0) world.wanted.put(t + draw.magnitude(MINUTE, HOUR), before);
              for (int slot = before; slot < after; slot++) {
                crash(slot, t, t + draw.magnitude(500, 30 * SECOND));
              }
            });
    world.wanted.put(latest - HOUR, world.slots());
  }
}
