package dev.holdfast.sim;

import dev.holdfast.health.Guards;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Since when a replica has watched without a hole, as {@code EvidenceWatch} keeps it. */
final class Watchfulness {
  private static final long HOLE = Agenda.SECOND;

  private final World world;
  private final Replica replica;
  private Instant since;
  private long heardAt;
  private @Nullable Instant backAt;
  private boolean out;
  private long lookedAt;

  Watchfulness(World world, Replica replica) {
    this.world = world;
    this.replica = replica;
    this.since = replica.now();
    this.heardAt = world.agenda.now();
    this.lookedAt = world.agenda.now();
  }

  boolean reachesApi() {
    return world.api.state() != Api.State.DOWN
        && world.network.exchanges(replica.place, Api.PLACE, Port.API);
  }

  /** One request, with the elector's patience; true when it was answered. */
  boolean ask() {
    boolean answered = reachesApi() && !world.api.fails() && world.api.latency() < Agenda.SECOND;
    if (answered) heard();
    return answered;
  }

  void heard() {
    heardAt = world.agenda.now();
  }

  /** Done several times a second. */
  void look() {
    long now = world.agenda.now();
    if (isLate()) interrupt();
    lookedAt = now;
    boolean isOut = now - heardAt >= replica.clock.lasts(Guards.OUTAGE.toMillis());
    if (out && !isOut) {
      backAt = replica.now();
      interrupt();
    }
    out = isOut;
  }

  /** Silence before now proves nothing. */
  void interrupt() {
    since = replica.now();
    replica.nodeTurn.poke();
  }

  long sinceApiAnswer() {
    return world.agenda.now() - heardAt;
  }

  /** Who asks after a pause may come before the look that finds it. */
  Instant since() {
    return world.idle || !isLate() ? since : replica.now();
  }

  private boolean isLate() {
    return world.agenda.now() - lookedAt > replica.clock.lasts(HOLE);
  }

  Instant apiLastAnswerAt() {
    return replica.clock.at(heardAt);
  }

  @Nullable Instant apiBackAt() {
    return backAt;
  }
}
