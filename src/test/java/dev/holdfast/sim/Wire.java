package dev.holdfast.sim;

import dev.holdfast.signal.Vote;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The watches of one replica: what the API server tells arrives later and in its order. A watch
 * that broke brings nothing until it is opened again, and then all that is there.
 */
final class Wire implements Api.Listener {
  private static final long REOPENED_AFTER = Agenda.SECOND;

  /** What is watched apart; leases come with their nodes when they are listed. */
  enum Kind {
    NODES,
    LEASES,
    PODS,
    POLICIES,
    VOTES,
    STOP;

    private static final List<Kind> ALL = List.of(values());
  }

  private final World world;
  private final Replica replica;
  private final Draw draw;
  private long last;
  private final Set<Kind> listed = EnumSet.noneOf(Kind.class);
  private final Map<Kind, Long> stalledUntil = new EnumMap<>(Kind.class);
  private boolean broken = true;

  Wire(World world, Replica replica, Draw draw) {
    this.world = world;
    this.replica = replica;
    this.draw = draw;
  }

  boolean isOpen() {
    return world.api.state() != Api.State.DOWN
        && world.network.exchanges(replica.place, Api.PLACE, Port.API);
  }

  boolean isBroken() {
    return broken;
  }

  /** Lists all, and watches from then on. */
  void open() {
    if (!replica.isAlive()) return;
    if (!isOpen()) {
      world.agenda.in(REOPENED_AFTER, this::open);
      return;
    }
    broken = false;
    listed.addAll(Kind.ALL);
    var all = Listing.of(world.api);
    send(Kind.NODES, () -> replica.sight.become(all));
  }

  /** The same, but each list takes its own time, up to that. */
  void openSlowly(long most) {
    broken = false;
    for (var kind : Kind.ALL) world.agenda.in(draw.between(0, most), () -> open(kind));
  }

  private void open(Kind kind) {
    if (broken || !listed.add(kind)) return;
    var all = Listing.of(world.api);
    send(kind, () -> replica.sight.become(all, kind));
  }

  /** It stays open, and brings nothing of these until then. */
  void stall(Kind kind, long until) {
    stalledUntil.merge(kind, until, Math::max);
  }

  private void send(Kind of, Runnable arrival) {
    if (broken || !listed.contains(of)) return;
    if (!isOpen()) {
      broken = true;
      world.agenda.in(REOPENED_AFTER, this::open);
      return;
    }
    last = Math.max(last, world.agenda.now() + delay());
    long due = Math.max(last, stalledUntil.getOrDefault(of, last));
    world.agenda.at(due, () -> replica.whenAwake(arrival));
  }

  private long delay() {
    return world.api.state() == Api.State.SLOW
        ? draw.magnitude(20, 5 * Agenda.SECOND)
        : draw.between(2, 40);
  }

  @Override
  public void onNode(ServerNode node) {
    var signal = node.signal();
    send(Kind.NODES, () -> replica.sight.node(signal));
  }

  @Override
  public void onLease(ServerNode node) {
    var stamp = node.stamp();
    send(Kind.LEASES, () -> replica.sight.lease(node.name, stamp));
  }

  @Override
  public void onPod(ServerPod pod, boolean gone) {
    if (gone) {
      send(Kind.PODS, () -> replica.sight.gone(pod.uid));
      return;
    }
    var reading = Reading.of(pod);
    send(Kind.PODS, () -> replica.sight.pod(reading));
  }

  @Override
  public void onPolicy(Workload workload, Revision revision) {
    send(Kind.POLICIES, () -> replica.sight.policy(workload, revision));
  }

  @Override
  public void onVote(Vote vote) {
    send(Kind.VOTES, () -> replica.sight.vote(vote));
  }

  @Override
  public void onStop(boolean pulled) {
    send(Kind.STOP, () -> replica.sight.stop(pulled));
  }

  @Override
  public void onVoteGone(String observer) {
    send(Kind.VOTES, () -> replica.sight.voteGone(observer));
  }
}
