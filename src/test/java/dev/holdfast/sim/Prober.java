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
  static final long TIMEOUT = Agenda.SECOND;

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

  /** Something may be wrong from now on. */
  void wake() {
    if (awake) return;
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
    boolean passes = world.network.exchanges(replica.place, host.place, port);
    var first = passes ? target.get() : ProbeAnswer.SILENT;
    boolean replies = first == ProbeAnswer.ANSWERED || first == ProbeAnswer.REFUSED;
    long wait = replies ? world.draw.between(1, 8) : TIMEOUT;
    world.agenda.in(wait, () -> replica.whenAwake(() -> came(passes, first, sentAt)));
  }

  /** A host that stood still answers what reached it meanwhile, if it is in time. */
  private void came(boolean passed, ProbeAnswer first, long sentAt) {
    boolean late = passed && first != ProbeAnswer.ANSWERED && first != ProbeAnswer.REFUSED;
    var answer = late && target.get() == ProbeAnswer.ANSWERED ? ProbeAnswer.ANSWERED : first;
    run = run.next(answer, Agenda.instant(sentAt));
    replica.observer.probed(answer.isMiss() || run.inARow() == 1);
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
