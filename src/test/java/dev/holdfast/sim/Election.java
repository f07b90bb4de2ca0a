package dev.holdfast.sim;

import org.jspecify.annotations.Nullable;

/** The lease that the replicas elect their leader by, and its timings as Holdfast's are. */
final class Election {
  private static final long RETRY = 400;
  private static final long DEADLINE = 2 * Agenda.SECOND;
  static final long DURATION = 4 * Agenda.SECOND;

  private final World world;
  private @Nullable Replica holder;
  private long renewedAt;

  Election(World world) {
    this.world = world;
  }

  void start(Replica first) {
    holder = first;
    first.lead();
    if (!world.idle) world.agenda.in(RETRY, this::round);
  }

  private void round() {
    world.agenda.in(RETRY, this::round);
    for (var replica : java.util.List.copyOf(world.replicas)) {
      if (replica.isAlive() && !replica.isPaused()) turn(replica);
    }
  }

  private void turn(Replica replica) {
    boolean answered = replica.watch.ask();
    replica.watch.look();
    long now = world.agenda.now();
    if (holder == replica) renew(replica, answered, now);
    else if (replica.leads()) replica.follow();
    else if (answered && (holder == null || now - renewedAt >= replica.clock.lasts(DURATION)))
      take(replica, now);
  }

  private void renew(Replica replica, boolean answered, long now) {
    if (answered) {
      renewedAt = now;
      replica.renewed();
      if (!replica.leads()) replica.lead();
    } else if (now - renewedAt >= replica.clock.lasts(DEADLINE) && replica.leads()) {
      replica.follow();
    }
  }

  private void take(Replica replica, long now) {
    holder = replica;
    renewedAt = now;
    replica.renewed();
    replica.lead();
  }

  /** It says that it goes, as it does when it is told to. */
  void giveBack(Replica replica) {
    if (holder == replica) holder = null;
  }

  @Nullable Replica holder() {
    return holder;
  }
}
