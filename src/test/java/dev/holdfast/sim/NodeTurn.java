package dev.holdfast.sim;

import dev.holdfast.action.NodeExecutor;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.FleetMemory;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.NodeRules;
import dev.holdfast.health.NodeView;
import dev.holdfast.pass.NodePass;
import dev.holdfast.signal.Vote;
import dev.holdfast.vote.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The node loop of one replica. It passes in the raster in which the real one does, but only when
 * something has changed or may have become due; a pass in between would find what the last one did.
 */
final class NodeTurn {
  private static final long PERIOD = 250;

  /** A fleet that is looked at again when nothing is due must not become outdated. */
  private static final long CALM = 4 * Agenda.SECOND;

  /** After a change each pass of the raster is played for so long. */
  private static final long SETTLES = Agenda.SECOND;

  /** The same while a node is missed, whose verdict depends on for how long. */
  private static final long VOTES = 6 * Agenda.SECOND;

  private static final long PACED = 500;

  private final World world;
  private final Replica replica;
  private final NodeSteps steps;
  private final long period;
  private final long raster;
  private final Instant startedAt;
  private FleetMemory memory = FleetMemory.EMPTY;
  private Fleet fleet = Fleet.NONE;
  private long next = Agenda.NEVER;
  private long changedAt;
  private long passedAt;
  private long restsUntil;
  private int chain;

  NodeTurn(World world, Replica replica, NodeExecutor executor, Draw draw) {
    this.world = world;
    this.replica = replica;
    this.steps = new NodeSteps(world, replica, executor);
    this.period = replica.clock.lasts(PERIOD);
    this.raster = draw.between(0, period - 1);
    this.startedAt = replica.now();
  }

  void start() {
    pass();
  }

  Fleet fleet() {
    return fleet;
  }

  /** A node's object changed: look at once. */
  void poke() {
    changedAt = world.agenda.now();
    restsUntil = changedAt;
    passAt(world.agenda.now() + 1);
  }

  /** A renewal matters only of a node that is not well. */
  void heard(String node) {
    if (!fleet.isHealthy(node)) passOnRaster();
  }

  void voted(@Nullable Vote before, Vote after) {
    if (before != null && Statement.of(before).equals(Statement.of(after))) return;
    changedAt = world.agenda.now();
    passOnRaster();
  }

  private void passOnRaster() {
    restsUntil = world.agenda.now();
    passAt(onRaster(restsUntil));
  }

  private long onRaster(long at) {
    return at + Math.floorMod(raster - at, period);
  }

  private void passAt(long at) {
    if (at >= next || isIdle()) return;
    next = at;
    int mine = ++chain;
    world.agenda.at(at, () -> replica.whenAwake(() -> passIfDue(mine)));
  }

  private void passIfDue(int mine) {
    if (mine != chain) return;
    long now = world.agenda.now();
    if (now >= restsUntil || nextLimit(passedAt) <= now) {
      pass();
    } else {
      next = Agenda.NEVER;
      passAt(due());
    }
  }

  /** A policy is about to decide on the fleet: it would have been judged within the last period. */
  void refresh() {
    if (replica.clock.moment(fleet.judgedAt()) + period <= world.agenda.now()) pass();
  }

  private void pass() {
    next = Agenda.NEVER;
    world.catchUp(replica);
    var result = NodePass.run(memory, view(), replica.now());
    memory = result.memory();
    var before = fleet;
    fleet = result.fleet();
    world.book.judged(replica, before, fleet);
    if (replica.gate.shut().isEmpty()) result.plan().steps().forEach(steps::take);
    var different = different(before);
    if (!different.isEmpty()) replica.policyTurn.wakeAt(different);
    if (!different.isEmpty() || !result.plan().steps().isEmpty()) changedAt = world.agenda.now();
    passedAt = world.agenda.now();
    restsUntil = passedAt + rest();
    if (!world.idle || isMissed() || !isWell()) passAt(due());
  }

  /** Nobody asks a follower where no leader is lost. */
  private boolean isIdle() {
    return world.idle && !replica.leads();
  }

  private boolean isWell() {
    return fleet.nodes().values().stream().allMatch(node -> node.isHealthy() && !node.marked());
  }

  private NodeView view() {
    return new NodeView(
        replica.sight.nodes(),
        List.<NodePolicy>of(),
        this::holdsEnforced,
        replica.sight.enforcesAny(),
        Set.of(),
        replica.sight.synced(),
        replica.sight.lastLeaseAt().orElse(startedAt),
        replica.watch.apiLastAnswerAt(),
        replica.watch.apiBackAt(),
        replica.watch.since(),
        replica.sight.votes(),
        replica.sight::podReadyAt);
  }

  private boolean holdsEnforced(String node) {
    return replica.sight.pods().stream()
        .anyMatch(pod -> pod.isOn(node) && replica.sight.isEnforced(pod.uid()));
  }

  /** Nodes that policies would want to look at again. */
  private Collection<String> different(Fleet before) {
    boolean all = !before.guards().equals(fleet.guards());
    return fleet.nodes().entrySet().stream()
        .filter(e -> all || differs(before.nodes().get(e.getKey()), e.getValue()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean differs(@Nullable NodeHealth before, NodeHealth after) {
    return before == null
        || before.verdict().getClass() != after.verdict().getClass()
        || before.marked() != after.marked()
        || !before.silentPods().equals(after.silentPods())
        || !Objects.equals(before.hold(), after.hold())
        || !Objects.equals(before.zoneHoldUntil(), after.zoneHoldUntil());
  }

  /** When a pass may find something else than the last one did. */
  private long due() {
    return onRaster(Math.min(restsUntil, nextLimit(world.agenda.now())));
  }

  private long rest() {
    long sinceChange = world.agenda.now() - changedAt;
    return replica.leads() ? restOfLeader(sinceChange) : restOfFollower(sinceChange);
  }

  private long restOfLeader(long sinceChange) {
    if (sinceChange < SETTLES || sinceChange < VOTES && isMissed()) return 1;
    return isPaced() ? PACED : CALM;
  }

  private static long restOfFollower(long sinceChange) {
    return sinceChange < SETTLES / 2 ? 1 : 3 * CALM;
  }

  private boolean isMissed() {
    return replica.sight.votes().stream().anyMatch(cast -> !cast.vote().nodes().isEmpty());
  }

  private boolean isPaced() {
    return fleet.nodes().values().stream()
        .map(NodeHealth::hold)
        .anyMatch(hold -> hold != null && hold.reason().equals("Pace"));
  }

  /** The first time after that one at which something is as old as a verdict asks for. */
  private long nextLimit(long after) {
    long limit = Agenda.NEVER;
    for (var node : replica.sight.nodes()) {
      limit = Math.min(limit, next(node.leaseRenewedAt(), LEASE_LIMITS, after));
    }
    for (var cast : replica.sight.votes()) {
      for (var miss : cast.vote().nodes().values()) {
        limit = Math.min(limit, next(cast.missingSince(miss), MISS_LIMITS, after));
      }
    }
    return limit;
  }

  private long next(Instant since, long[] limits, long after) {
    for (long limit : limits) {
      long due = replica.clock.moment(since.plusMillis(limit));
      if (due > after) return due;
    }
    return Agenda.NEVER;
  }

  /** Ages of a lease at which a verdict may change. */
  private static final long[] LEASE_LIMITS = {12 * Agenda.SECOND, 50 * Agenda.SECOND};

  /** The same of a miss: what went at the same moment is known, a renewal is overdue. */
  private static final long[] MISS_LIMITS = {
    3_500, NodeRules.BUILT_IN.settledAfter().toMillis(), 12 * Agenda.SECOND
  };
}
