package dev.holdfast.probe;

import dev.holdfast.signal.ProbeAnswer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks one target in its time, and judges what is not answered. Questions overlap: each has its
 * whole timeout, and while one is open the next is asked over another connection.
 */
abstract class AskingWatch extends TimedWatch {
  private final Asks asks;

  /** Their kernel took it, nobody has said a word yet. */
  private @Nullable Link hanging;

  /** It was heard, and has not come to what it is for. */
  private @Nullable Link coming;

  private long nextAsk;

  AskingWatch(ProbeTarget target, Pace pace, Reactor reactor, Consumer<String> changed) {
    super(target, pace, reactor, changed);
    this.asks = new Asks(reactor, pace.timeout());
  }

  /** A connection that is asked as soon as it can be. */
  abstract Link open();

  /** One that stands and can be asked again, and was. */
  abstract @Nullable Link askAgain();

  /** One that is asked already, so that a fresh one need not be for now. */
  abstract boolean isAskedOtherwise();

  /** What was heard has come to nothing until the next question. */
  abstract void cameToNothing(Link link);

  /** Nobody listens. */
  abstract void closeStanding();

  @Override
  public boolean isNew() {
    return !isStopped() && (tally.run() == null || coming != null);
  }

  @Override
  public void wake() {
    if (isStopped()) return;
    for (var ask = asks.pollOverdue(); ask != null; ask = asks.pollOverdue()) missed(ask);
    if (nextAsk <= reactor.nanos()) ask();
    sleep();
  }

  @Override
  public void stop() {
    super.stop();
    forgetAsks();
    closeStanding();
    coming = Link.close(coming);
    hanging = Link.close(hanging);
  }

  @Override
  public final void askAt(long nanos) {
    nextAsk = nanos;
    sleep();
  }

  private void sleep() {
    wakeAt(Math.min(nextAsk, asks.due(nextAsk)));
  }

  private void ask() {
    nextAsk = reactor.nanos() + pause();
    var heard = coming;
    if (asks.isLate() || heard != null && heard.wire().isComputing()) return;
    if (heard != null) giveUp(heard);
    asks.add(linkToAsk());
  }

  private long pause() {
    return pace.pause(asks.isEmpty() && tally.misses() == 0, tally.misses());
  }

  private void giveUp(Link late) {
    coming = Link.close(late);
    cameToNothing(late);
  }

  private Link linkToAsk() {
    var again = askAgain();
    if (again != null) return again;
    return hanging != null && hanging.isWorthWaiting() ? hanging : open();
  }

  private void missed(Asks.Ask ask) {
    if (asks.isOurs(ask)) {
      asks.add(ask.link());
      nextAsk = Math.max(nextAsk, reactor.nanos() + pause());
      return;
    }
    closeUnlessOfUse(ask.link());
    if (hanging != null) hanging.guard();
    tally.count(hanging == null ? ProbeAnswer.SILENT : ProbeAnswer.HUNG, ask.at());
    if (hanging != null) speakOver(hanging);
  }

  /** The target lives: all other questions are void. */
  final void answered(Link by) {
    forgetAllBut(by);
    tally.count(ProbeAnswer.ANSWERED, by.askedAt());
    askAt(Math.max(reactor.nanos(), by.askedNanos() + pace.steady()));
  }

  private void refused(Link by) {
    forgetAllBut(by);
    closeStanding();
    tally.count(ProbeAnswer.REFUSED, by.askedAt());
    askAt(by.askedNanos() + pace.period());
  }

  private void forgetAllBut(Link one) {
    if (!one.equals(hanging)) Link.close(hanging);
    hanging = null;
    forgetAsks();
  }

  private void forgetAsks() {
    asks.forgetAll(this::closeUnlessOfUse);
  }

  private void closeUnlessOfUse(Link link) {
    if (!isOfUse(link)) Link.close(link);
  }

  boolean isOfUse(Link link) {
    return link.equals(coming) || link.equals(hanging);
  }

  /** Drops its questions; true if one was open. */
  final boolean forgetAsksOf(Link link) {
    return asks.forget(link);
  }

  /** Their kernel took it. One that a frozen process has not taken from its kernel is enough. */
  final void connected(Link link) {
    if (hanging != null && hanging.isWorthWaiting()) {
      Link.close(link);
      return;
    }
    Link.close(hanging);
    hanging = link;
    speakOver(link);
  }

  /** Not at a first miss: whoever is slow for want of CPU is not helped by agreeing keys. */
  private void speakOver(Link link) {
    if (tally.misses() > 1 || !isAskedOtherwise()) speak(link);
  }

  /** Once. */
  abstract void speak(Link link);

  /** Whatever it is: a frozen process says nothing at all. */
  final void heard(Link link) {
    Link.close(coming);
    coming = link;
    if (link.equals(hanging)) hanging = null;
    answered(link);
  }

  /** What was heard has come to what it is for. */
  final void came(Link link) {
    if (link.equals(coming)) coming = null;
  }

  final void ended(Link link, End how) {
    if (isStopped()) return;
    if (link.equals(coming)) {
      coming = null;
      cameToNothing(link);
    } else if (link.equals(hanging)) endedWhileItHung(link, how);
    else neverWas(link, how);
  }

  private void endedWhileItHung(Link link, End how) {
    if (how == End.CLOSED && link.age() < pace.timeout()) {
      refused(link);
      return;
    }
    hanging = null;
    forgetAsksOf(link);
    askAt(reactor.nanos());
  }

  private void neverWas(Link link, End how) {
    switch (how) {
      case REFUSED, CLOSED -> refused(link);
      case OURS -> forgetAsksOf(link);
      case UNREACHABLE -> {} // its time is not over: another one may still be answered
    }
  }
}
