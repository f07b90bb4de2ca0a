package dev.holdfast.plan;

import dev.holdfast.api.Recovery.Action;
import dev.holdfast.api.Recovery.Rung;
import dev.holdfast.fault.Fault;
import dev.holdfast.incident.LadderPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Which rung comes next. */
final class Ladder {
  /** After an exhausted ladder: doubling from a minute to half an hour. */
  static final Duration FIRST_BACK_OFF = Duration.ofMinutes(1);

  static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(30);

  /** What the ladder says. */
  sealed interface Next {
    /** Try this rung now. */
    record Try(LadderPosition position, Rung rung) implements Next {}

    /** The last attempt may still succeed, or the slot backs off. */
    record Wait(Instant until, boolean backingOff) implements Next {}

    /** Every rung was tried in vain. */
    record Exhausted(LadderPosition position) implements Next {}

    /** The policy's ladder has no rung that answers this fault. */
    record NoRung(String missing) implements Next {}
  }

  private final List<Rung> rungs;
  private final WorkloadClass workload;

  Ladder(List<Rung> rungs, WorkloadClass workload) {
    this.rungs = rungs;
    this.workload = workload;
  }

  Next next(LadderPosition position, Fault fault, Instant now) {
    var deadline = position.deadline();
    if (deadline != null && now.isBefore(deadline)) return new Next.Wait(deadline, false);
    var backOffUntil = position.backOffUntil();
    if (backOffUntil != null && now.isBefore(backOffUntil))
      return new Next.Wait(backOffUntil, true);
    int entry = entry(fault);
    if (entry < 0) return new Next.NoRung(Action.Migrate.name());
    var here = position.at(Math.max(position.rung(), entry));
    if (here.rung() < rungs.size() && here.attempts() >= attempts(rungs.get(here.rung()))) {
      here = here.at(here.rung() + 1);
    }
    return here.rung() < rungs.size()
        ? new Next.Try(here, rungs.get(here.rung()))
        : new Next.Exhausted(exhausted(position, now));
  }

  /** Proof is new evidence: it waits for no attempt, and no back-off, from before it was there. */
  Next onProof(LadderPosition position, Fault fault) {
    int entry = entry(fault);
    if (entry < 0) return new Next.NoRung(Action.Migrate.name());
    return new Next.Try(position.at(entry), rungs.get(entry));
  }

  /** The attempt's time is over and nobody is there to act on: is any rung left? */
  boolean isSpent(LadderPosition position) {
    boolean last = position.rung() >= rungs.size() - 1;
    return last
        && position.attempts() >= attempts(rungs.get(Math.min(position.rung(), rungs.size() - 1)));
  }

  LadderPosition exhausted(LadderPosition position, Instant now) {
    long doublings = Math.min(position.exhaustions(), Byte.SIZE);
    var backOff = FIRST_BACK_OFF.multipliedBy(1L << doublings);
    var bounded = backOff.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : backOff;
    return position.exhausted(now.plus(bounded));
  }

  /** A pod whose node is ill is not helped by a restart: it enters at Migrate. */
  private int entry(Fault fault) {
    boolean nodeIsIll = fault instanceof Fault.NodeLost || fault instanceof Fault.OnImpairedNode;
    if (!nodeIsIll) return 0;
    for (int i = 0; i < rungs.size(); i++) if (rungs.get(i).action() == Action.Migrate) return i;
    return -1;
  }

  /** Each restart of an identity interrupts its only holder: one attempt is enough. */
  private int attempts(Rung rung) {
    boolean once = workload == WorkloadClass.IDENTITY && rung.action() == Action.Restart;
    return once ? 1 : rung.attempts();
  }
}
