package dev.holdfast.sim;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import java.util.function.Supplier;

/**
 * One observer's probes of one target, once a second. As long as nothing stands in between and the
 * target is well each of them is answered, and none of them is played.
 */
final class Prober {
  static final long PERIOD = Agenda.SECOND;
  private static final long TIMEOUT = Agenda.SECOND;

  /**
   * Over a connection that stands TCP sends again after these times; over a fresh one, which is
   * tried once an answer was missed, not within the timeout.
   */
  private static final long[] AGAIN = {200, 400};

  private final World world;
  private final Replica replica;
  final Host host;
  private final Port port;
  private final Supplier<ProbeAnswer> target;
  private final long phase;
  private ProbeRun run;
  private boolean awake;

  /**
   * A prober of a target.
   *
   * @param target what it answers if it is reached
   * @param phase when in each second it is asked
   * @param answered it has answered before
   */
  Prober(
      World world,
      Replica replica,
      Host host,
      Port port,
      Supplier<ProbeAnswer> target,
      long phase,
      boolean answered) {
    this.world = world;
    this.replica = replica;
    this.host = host;
    this.port = port;
    this.target = target;
    this.phase = phase;
    this.run =
        ProbeRun.first(
            answered ? ProbeAnswer.ANSWERED : ProbeAnswer.REFUSED,
            Agenda.instant(world.agenda.now() - PERIOD));
  }

  /** The run so far; where none was missed the last answer is that of the last second. */
  ProbeRun run() {
    if (awake || run.answer() != ProbeAnswer.ANSWERED) return run;
    return ProbeRun.first(ProbeAnswer.ANSWERED, Agenda.instant(next() - PERIOD));
  }

  /** Something may be wrong until then at least. */
  void wake(long until) {
    if (awake || next() > until) return;
    run = run();
    awake = true;
    world.agenda.at(next(), this::send);
  }

  private long next() {
    long now = world.agenda.now();
    return now + Math.floorMod(phase - now, PERIOD);
  }

  private void send() {
    if (!replica.isAlive()) return;
    if (replica.isPaused()) {
      replica.whenAwake(() -> world.agenda.at(next(), this::send));
      return;
    }
    long sentAt = world.agenda.now();
    ask(sentAt, run.answer().isMiss() ? AGAIN.length : 0);
  }

  private void ask(long sentAt, int tries) {
    if (world.network.exchanges(replica.place, host.place, port)) {
      reached(sentAt, target.get());
    } else if (tries < AGAIN.length) {
      world.agenda.in(AGAIN[tries], () -> ask(sentAt, tries + 1));
    } else {
      world.agenda.at(sentAt + TIMEOUT, () -> came(ProbeAnswer.SILENT, sentAt));
    }
  }

  /** A host that stood still answers what reached it meanwhile, if it is in time. */
  private void reached(long sentAt, ProbeAnswer first) {
    boolean replies = first == ProbeAnswer.ANSWERED || first == ProbeAnswer.REFUSED;
    if (replies) world.agenda.in(world.draw.between(1, 8), () -> came(first, sentAt));
    else world.agenda.at(sentAt + TIMEOUT, () -> came(later(first), sentAt));
  }

  private ProbeAnswer later(ProbeAnswer first) {
    return target.get() == ProbeAnswer.ANSWERED ? ProbeAnswer.ANSWERED : first;
  }

  private void came(ProbeAnswer answer, long sentAt) {
    replica.whenAwake(() -> book(answer, sentAt));
  }

  private void book(ProbeAnswer answer, long sentAt) {
    boolean wasMissed = run.answer().isMiss();
    run = run.next(answer, Agenda.instant(sentAt));
    replica.observer.probed(wasMissed || answer.isMiss());
    boolean over = answer == ProbeAnswer.ANSWERED && isSafe();
    if (over) awake = false;
    else world.agenda.at(next(), this::send);
  }

  private boolean isSafe() {
    return host.isPlain()
        && target.get() == ProbeAnswer.ANSWERED
        && !world.network.mayDrop(replica.place, host.place, port);
  }
}
