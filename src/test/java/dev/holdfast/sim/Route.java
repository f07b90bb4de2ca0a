package dev.holdfast.sim;

import io.fabric8.kubernetes.client.http.HttpRequest;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;

/**
 * What becomes of a replica's requests on their way: done, done and not heard of, refused, or never
 * arrived. Each takes its time.
 */
final class Route {
  /** Of a request that says nothing else. */
  static final int PATIENCE = 5_000;

  /** The longest that an API server works on a request is a minute. */
  private static final long HELD_UP = 55 * Agenda.SECOND;

  private final World world;
  private final Replica replica;
  private final Draw draw;

  Route(World world, Replica replica, Draw draw) {
    this.world = world;
    this.replica = replica;
    this.draw = draw;
  }

  /** What came back. */
  record Response(int code, byte[] body) {}

  /** Nothing came back. */
  static final class Lost extends IOException {
    @Serial private static final long serialVersionUID = 1L;

    Lost(String why) {
      super(why);
    }

    /** It tells of no defect, and there are many of them. */
    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  Response request(HttpRequest request, long timeout) throws Lost {
    if (!replica.isAlive()) throw new Lost("it is dead");
    if (changesPods(request)) world.audit.acts(replica);
    if (!replica.watch.reachesApi()) {
      pass(draw.between(Agenda.SECOND, timeout));
      throw new Lost("no answer");
    }
    return request(request, world.api.latency(), timeout);
  }

  private static boolean isChange(HttpRequest request) {
    return !request.method().equals("GET");
  }

  private static boolean changesPods(HttpRequest request) {
    return isChange(request) && request.uri().getPath().contains("/pods/");
  }

  private Response request(HttpRequest request, long latency, long timeout) throws Lost {
    var sentAt = world.agenda.instant();
    world.agenda.pass(Math.min(latency, timeout) / 2); // what is sent arrives, whatever befalls us
    if (world.api.fails()) return Server.unavailable();
    if (isChange(request) && world.api.holdsUp()) throw heldUp(request, sentAt, timeout);
    boolean late = latency > timeout && draw.chance(0.5);
    if (late || world.api.losesRequest()) throw noAnswer(timeout / 2);
    var answer = world.server.answer(request, sentAt);
    boolean heard = latency <= timeout && !world.api.losesAnswer() && replica.watch.reachesApi();
    pass(Math.min(latency, timeout) / 2);
    if (heard) replica.watch.heard();
    if (!heard) throw noAnswer(timeout - Math.min(latency, timeout));
    if (!replica.isAlive()) throw new Lost("it is dead");
    return answer;
  }

  /** It is worked on for long, and done when nobody waits for that any more. */
  private Lost heldUp(HttpRequest request, Instant sentAt, long timeout) {
    world.agenda.in(draw.between(timeout, HELD_UP), () -> world.server.answer(request, sentAt));
    return noAnswer(timeout / 2);
  }

  /** It waits for one until its patience ends. */
  private Lost noAnswer(long rest) {
    pass(rest);
    return new Lost("no answer");
  }

  private void pass(long time) {
    world.agenda.pass(time);
    while (replica.isAlive() && replica.isPaused()) world.agenda.runUntil(replica.pausedUntil());
  }
}
