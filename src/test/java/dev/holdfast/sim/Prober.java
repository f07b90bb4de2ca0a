package dev.holdfast.sim;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import java.util.function.Supplier;

/**
 * One observer's probes of one target, in the engine's pace. As long as nothing stands in between
 * and the target is well each of them is answered, and none of them is played.
 */
final class Prober {
  private static final long TIMEOUT = Agenda.SECOND;

  /** From so many misses on nobody is in a hurry. */
  private static final int MANY_MISSES = 16;

  private static final long LATER = Agenda.SECOND;

  /** Over a connection that stands TCP sends again after these times, until it is answered. */
  private static final long[] AGAIN = {200, 400, 800, 1_600};

  /**
   * How a target is asked.
   *
   * @param steady between two questions while answers come
   * @param overdue from one that is not answered to the next, which goes over a fresh connection
   * @param doubt between the next ones
   * @param stands the first one goes over a connection that stands
   */
  private record Pace(long steady, long overdue, long doubt, boolean stands) {
    private static final Pace NODE = new Pace(1_250, 625, 250, true);
    private static final Pace POD = new Pace(1_000, 875, 875, false);

    static Pace of(Port port, Clock clock) {
      var own = of(port);
      return new Pace(
          clock.lasts(own.steady), clock.lasts(own.overdue), clock.lasts(own.doubt), own.stands);
    }

    private static Pace of(Port port) {
      return switch (port) {
        case KUBELET -> NODE;
        case POD -> POD;
        case API -> throw new IllegalArgumentException("nobody probes the API server");
      };
    }
  }

  private final World world;
  private final Replica replica;
  final Host host;
  private final Port port;
  private final Supplier<ProbeAnswer> target;
  private final Pace pace;
  private final long timeout;
  private long phase;
  private ProbeRun run;
  private boolean awake;

  /** Whatever was under way when an answer came is void. */
  private int answers;

  private int open;

  /**
   * A prober of a target.
   *
   * @param target what it answers if it is reached
   * @param draw when it is asked first
   * @param answered it has answered before
   */
  Prober(
      World world,
      Replica replica,
      Host host,
      Port port,
      Supplier<ProbeAnswer> target,
      Draw draw,
      boolean answered) {
    this.world = world;
    this.replica = replica;
    this.host = host;
    this.port = port;
    this.target = target;
    this.pace = Pace.of(port, replica.clock);
    this.timeout = replica.clock.lasts(TIMEOUT);
    this.phase = draw.between(0, pace.steady() - 1);
    this.run =
        ProbeRun.first(
            answered ? ProbeAnswer.ANSWERED : ProbeAnswer.REFUSED,
            replica.clock.at(world.agenda.now() - pace.steady()));
  }

  /** The run so far; where none was missed the last answer is that of the last question. */
  ProbeRun run() {
    if (awake || run.answer() != ProbeAnswer.ANSWERED) return run;
    return ProbeRun.first(ProbeAnswer.ANSWERED, replica.clock.at(next() - pace.steady()));
  }

  /** Something may be wrong until then at least. */
  void wake(long until) {
    if (awake || next() > until) return;
    run = run();
    awake = true;
    sendAt(next());
  }

  private long next() {
    long now = world.agenda.now();
    return now + Math.floorMod(phase - now, pace.steady());
  }

  private void sendAt(long time) {
    int mine = answers;
    world.agenda.at(time, () -> replica.whenAwake(() -> send(mine)));
  }

  private void send(int mine) {
    if (mine != answers || !replica.isAlive()) return;
    boolean first = !run.answer().isMiss() && open == 0;
    open++;
    var question = new Question(world.agenda.now(), mine);
    if (question.ask(first && pace.stands() ? 0 : AGAIN.length)) return; // that voids the rest
    world.agenda.in(timeout, () -> replica.whenAwake(question::timeOut));
    sendAt(world.agenda.now() + pause(first));
  }

  private long pause(boolean first) {
    if (first) return pace.overdue();
    return misses() < MANY_MISSES ? pace.doubt() : LATER;
  }

  /** In a row. */
  int misses() {
    return run.answer().isMiss() ? run.inARow() : 0;
  }

  /** Each has its whole timeout; while one is open the next is asked. */
  private final class Question {
    private final long sentAt;
    private final int mine;
    private ProbeAnswer last = ProbeAnswer.SILENT;
    private boolean arrived;

    Question(long sentAt, int mine) {
      this.sentAt = sentAt;
      this.mine = mine;
    }

    /** True if an answer is on its way. */
    boolean ask(int tries) {
      if (mine != answers || !replica.isAlive()) return false;
      if (world.network.exchanges(replica.place, host.place, port)) return reached();
      if (tries < AGAIN.length) world.agenda.in(AGAIN[tries], () -> ask(tries + 1));
      return false;
    }

    private boolean reached() {
      arrived = true;
      last = target.get();
      boolean replies = last == ProbeAnswer.ANSWERED || last == ProbeAnswer.REFUSED;
      if (replies) {
        world.agenda.in(world.draw.between(1, 8), () -> replica.whenAwake(() -> came(last)));
      }
      return replies;
    }

    /** A host that stood still answers what reached it meanwhile, if it is in time. */
    void timeOut() {
      if (mine != answers || isOurs()) return;
      if (arrived && target.get() == ProbeAnswer.ANSWERED) came(ProbeAnswer.ANSWERED);
      else book(last, sentAt);
    }

    /** We stood still while it was under way: it says nothing of them. */
    private boolean isOurs() {
      return world.agenda.now() - sentAt > timeout + timeout / 2;
    }

    private void came(ProbeAnswer answer) {
      if (mine != answers) return;
      answers++;
      open = 0;
      phase = sentAt;
      book(answer, sentAt);
      boolean answered = answer == ProbeAnswer.ANSWERED;
      if (answered && isSafe()) awake = false;
      else sendAt(Math.max(world.agenda.now(), sentAt + (answered ? pace.steady() : LATER)));
    }
  }

  private void book(ProbeAnswer answer, long sentAt) {
    boolean wasMissed = run.answer().isMiss();
    run = run.next(answer, replica.clock.at(sentAt));
    replica.observer.probed(wasMissed || answer.isMiss());
  }

  private boolean isSafe() {
    return host.isPlain()
        && target.get() == ProbeAnswer.ANSWERED
        && !world.network.mayDrop(replica.place, host.place, port);
  }
}
