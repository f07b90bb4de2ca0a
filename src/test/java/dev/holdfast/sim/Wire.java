package dev.holdfast.sim;

import dev.holdfast.signal.Vote;

/**
 * The watches of one replica: what the API server tells arrives later and in its order. A watch
 * that broke brings nothing until it is opened again, and then all that is there.
 */
final class Wire implements Api.Listener {
  private static final long REOPENED_AFTER = Agenda.SECOND;

  private final World world;
  private final Replica replica;
  private final Draw draw;
  private long last;
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
    var all = Listing.of(world.api);
    send(() -> replica.sight.become(all));
  }

  private void send(Runnable arrival) {
    if (broken) return;
    if (!isOpen()) {
      broken = true;
      world.agenda.in(REOPENED_AFTER, this::open);
      return;
    }
    last = Math.max(last, world.agenda.now() + delay());
    world.agenda.at(last, () -> replica.whenAwake(arrival));
  }

  private long delay() {
    return world.api.state() == Api.State.SLOW
        ? draw.magnitude(20, 5 * Agenda.SECOND)
        : draw.between(2, 40);
  }

  @Override
  public void onNode(ServerNode node) {
    var signal = node.signal();
    send(() -> replica.sight.node(signal));
  }

  @Override
  public void onLease(ServerNode node) {
    var stamp = node.stamp();
    send(() -> replica.sight.lease(node.name, stamp));
  }

  @Override
  public void onPod(ServerPod pod, boolean gone) {
    if (gone) {
      send(() -> replica.sight.gone(pod.uid));
      return;
    }
    var reading = Reading.of(pod);
    send(() -> replica.sight.pod(reading));
  }

  @Override
  public void onMemory(Workload workload, Api.Written written) {
    send(() -> replica.sight.memory(workload, written));
  }

  @Override
  public void onVote(Vote vote) {
    send(() -> replica.sight.vote(vote));
  }

  @Override
  public void onVoteGone(String observer) {
    send(() -> replica.sight.voteGone(observer));
  }
}
