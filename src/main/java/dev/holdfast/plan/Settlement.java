package dev.holdfast.plan;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Removal;
import dev.holdfast.incident.Retry;
import dev.holdfast.incident.Step;
import dev.holdfast.notice.Notice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Applies outcomes to a memory, one by one. */
public final class Settlement {
  /** A refused step is tried again after 5 s, doubling up to a minute. */
  static final Duration FIRST_RETRY = Duration.ofSeconds(5);

  static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

  /** The reason shown while nobody knows what came of a step. */
  static final String NO_ANSWER = "NoAnswer";

  private final Notices notices;
  private final List<Incident> incidents;
  private final List<Intent> intents;
  private final Fleet fleet;
  private History history;
  private final List<Notice> told = new ArrayList<>();

  /**
   * A settlement.
   *
   * @param fleet as it was when the steps were decided, or found done
   */
  public Settlement(PolicyMemory memory, Notices notices, Fleet fleet) {
    this.notices = notices;
    this.fleet = fleet;
    this.incidents = new ArrayList<>(memory.incidents());
    this.intents = new ArrayList<>(memory.intents());
    this.history = memory.history();
  }

  public void settle(Outcome outcome, Instant now) {
    switch (outcome) {
      case Outcome.Done done -> done(done.intent(), done.at());
      case Outcome.Refused refused -> refused(refused, now);
      case Outcome.Unknown unknown -> unknown(unknown, now);
    }
  }

  void done(Intent intent, Instant at) {
    if (intent.purpose() == Purpose.LOST_NODE) remember(intent, at);
    replace(
        intent,
        incident -> {
          notices.started(incident, intent).forEach(told::add);
          return switch (intent.step()) {
            case Step.MarkNotReady m -> incident.diverted(at);
            case Step.Removal r -> incident.acted(at, at.plus(intent.within()));
          };
        });
  }

  /** A node that has spoken again since then may have booted anew: which boot it was is unknown. */
  private void remember(Intent intent, Instant at) {
    fleet
        .node(intent.node())
        .filter(node -> node.verdict().isSilent())
        .map(node -> node.node().bootId())
        .filter(boot -> !boot.isEmpty())
        .ifPresent(boot -> history = history.plus(new Removal(intent.node(), boot, at, 1)));
  }

  private void refused(Outcome.Refused refused, Instant now) {
    var why = new Hold(refused.reason(), refused.message(), refused.release());
    replace(refused.intent(), incident -> again(incident, why, now));
  }

  /** It settles nothing: the intent stays, and is tried again if a later look finds it undone. */
  private void unknown(Outcome.Unknown unknown, Instant now) {
    var why = new Hold(NO_ANSWER, unknown.why(), "a look shows what came of it");
    incidents.replaceAll(i -> i.id().equals(unknown.intent().incident()) ? again(i, why, now) : i);
  }

  private static Incident again(Incident incident, Hold why, Instant now) {
    int count = incident.retry() == null ? 1 : incident.retry().count() + 1;
    return incident.refused(new Retry(why, now.plus(pause(count)), count));
  }

  private static Duration pause(int count) {
    var pause = FIRST_RETRY.multipliedBy(1L << Math.min(count - 1, Byte.SIZE));
    return pause.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : pause;
  }

  private void replace(Intent intent, UnaryOperator<Incident> change) {
    intents.removeIf(other -> other.id().equals(intent.id()));
    incidents.replaceAll(i -> i.id().equals(intent.incident()) ? change.apply(i) : i);
  }

  public PolicyMemory memory() {
    return new PolicyMemory(incidents, intents, history);
  }

  public List<Notice> notices() {
    return List.copyOf(told);
  }
}
