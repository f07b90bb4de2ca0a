package dev.holdfast.sim;

import dev.holdfast.action.Executor;
import dev.holdfast.action.Gate;
import dev.holdfast.action.NodeExecutor;
import java.time.Duration;
import java.time.Instant;

/** One replica of Holdfast: what it has seen, whom it probes, and its two loops. */
final class Replica {
  /** As {@code HOLDFAST_MOVES_PER_MINUTE} is by default. */
  private static final int MOVES = 30;

  /** After so long without a renewal a leader does nothing any more. */
  private static final long LEADS = 2 * Agenda.SECOND;

  /** Of large objects, from an API server that has much to do. */
  private static final long SLOW_LISTS = 20 * Agenda.SECOND;

  final String name;
  final Place place;
  final Clock clock;
  final Gate gate;
  final Sight sight;
  final Watchfulness watch;
  final Observer observer;
  final NodeTurn nodeTurn;
  final PolicyTurn policyTurn;
  private final World world;
  private final Wire wire;
  private boolean alive = true;
  private boolean leads;
  private long renewedAt;
  private long pausedUntil;

  Replica(World world, String name, Place place, Clock clock, Draw draw) {
    this.world = world;
    this.name = name;
    this.place = place;
    this.clock = clock;
    this.gate =
        new Gate(
            this::mayAct, this::isStopped, MOVES, () -> clock.says(world.agenda.now()) * 1_000_000);
    this.sight = new Sight(this);
    this.watch = new Watchfulness(world, this);
    this.observer = new Observer(world, this, draw.fork());
    var hand = Hand.of(world, this, draw.fork());
    this.nodeTurn =
        new NodeTurn(
            world,
            this,
            new NodeExecutor(hand.cluster(), gate, hand.handbrake(), this::fleet, this::now),
            draw.fork());
    this.policyTurn =
        new PolicyTurn(
            world,
            this,
            new Executor(
                hand.cluster(),
                gate,
                hand.handbrake(),
                this::fleet,
                this::now,
                Duration.ofMillis(Election.DURATION)),
            new PolicyRecord(this, hand.statuses()));
    this.wire = new Wire(world, this, draw.fork());
  }

  /**
   * Begins to watch.
   *
   * @param warm it has watched for long, and knows all that there is
   */
  void start(boolean warm) {
    world.api.listen(wire);
    if (warm) sight.become(Listing.of(world.api));
    if (world.startsSlowly && !warm) wire.openSlowly(SLOW_LISTS);
    else wire.open();
    observer.start(warm);
    nodeTurn.start();
  }

  /** By its own clock. */
  Instant now() {
    return clock.at(world.agenda.now());
  }

  private boolean isStopped() {
    return sight.isStopped();
  }

  private dev.holdfast.health.Fleet fleet() {
    return nodeTurn.fleet();
  }

  /** Does it now, or when it runs again; never when it is dead. */
  void whenAwake(Runnable what) {
    if (!alive) return;
    if (isPaused()) world.agenda.at(pausedUntil, () -> whenAwake(what));
    else what.run();
  }

  /** Its watches of these bring nothing until then. */
  void stall(Wire.Kind kind, long until) {
    wire.stall(kind, until);
  }

  void pause(long until) {
    pausedUntil = Math.max(pausedUntil, until);
    world.agenda.at(until, () -> whenAwake(watch::look));
  }

  boolean isPaused() {
    return world.agenda.now() < pausedUntil;
  }

  long pausedUntil() {
    return pausedUntil;
  }

  void die() {
    alive = false;
    leads = false;
    world.api.forget(wire);
  }

  boolean isAlive() {
    return alive;
  }

  // Leading

  void lead() {
    leads = true;
    renewed();
    world.trace.say(world.agenda.now(), "%s leads", name);
    policyTurn.wakeAll();
    nodeTurn.poke();
  }

  void follow() {
    leads = false;
    world.trace.say(world.agenda.now(), "%s leads no more", name);
  }

  void renewed() {
    renewedAt = world.agenda.now();
  }

  boolean leads() {
    return leads;
  }

  boolean mayAct() {
    return alive && leads && world.agenda.now() - renewedAt < clock.lasts(LEADS);
  }
}
