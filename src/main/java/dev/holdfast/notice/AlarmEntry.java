package dev.holdfast.notice;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An alarm in the journal.
 *
 * @param since when the matter began
 * @param until when it was over; absent while it lasts
 * @param ending how it ended, for people; absent where nobody knows
 * @param toldAt when its firing was last given out
 * @param revision how often there was something to tell: odd while people are to know that it
 *     fires, even when they are to know that it is over
 * @param deliveries by channel
 */
public record AlarmEntry(
    Alarm alarm,
    Instant since,
    @Nullable Instant until,
    @Nullable String ending,
    Instant toldAt,
    int revision,
    Map<String, Delivery> deliveries) {
  /** The same matter is told at most so often; what comes and goes in between is one alarm. */
  public static final Duration QUIET = Duration.ofMinutes(15);

  public AlarmEntry {
    deliveries = Map.copyOf(deliveries);
  }

  /** A new one, which no channel knows yet. */
  static AlarmEntry firing(Alarm alarm, Collection<String> channels, Instant now) {
    var untold = new HashMap<String, Delivery>();
    channels.forEach(channel -> untold.put(channel, Delivery.upTo(0)));
    return new AlarmEntry(alarm, now, null, null, now, 1, untold);
  }

  /** People are to know that it fires. */
  public boolean isToldFiring() {
    return revision % 2 == 1;
  }

  public boolean isOver() {
    return until != null;
  }

  /** There is something to tell that was not told by the same entry before. */
  boolean isNewsAfter(@Nullable AlarmEntry before) {
    if (before == null || !before.toldAt.equals(toldAt)) return true;
    return before.revision < revision;
  }

  AlarmEntry lasting(Alarm same, Instant now) {
    var began = until == null ? since : now;
    return isToldFiring() || !mayFire(now)
        ? new AlarmEntry(same, began, null, null, toldAt, revision, deliveries)
        : new AlarmEntry(same, began, null, null, now, revision + 1, deliveries);
  }

  AlarmEntry over(@Nullable String how, Instant now) {
    if (isOver()) return this;
    int told = isToldFiring() ? revision + 1 : revision;
    return new AlarmEntry(alarm, since, now, how, toldAt, told, deliveries);
  }

  /**
   * What to tell next to somebody who took that revision last; empty if nothing. That it fires
   * comes before that it is over, and what came and went meanwhile is left out. Of an end nothing
   * is told while the matter is back: it would have no time, and would not be true.
   */
  OptionalInt next(int delivered) {
    int firing = isToldFiring() ? revision : revision - 1;
    if (delivered < firing) return OptionalInt.of(firing);
    return isOver() && delivered < revision ? OptionalInt.of(revision) : OptionalInt.empty();
  }

  /** The matter lasts, and that is what was told last to somebody who took that revision last. */
  boolean isKnownToFire(int delivered) {
    return !isOver() && delivered % 2 == 1 && next(delivered).isEmpty();
  }

  /** When the same matter may be told again. */
  Instant mayFireAt() {
    return toldAt.plus(QUIET);
  }

  /** Also where it was told by somebody whose clock was ahead: when that was nobody knows. */
  private boolean mayFire(Instant now) {
    return toldAt.isAfter(now) || !now.isBefore(mayFireAt());
  }

  /** Everybody knows that it is over, and it would be told at once if it came back. */
  boolean isSettled(Instant now) {
    return isOver() && isKnown() && mayFire(now);
  }

  /**
   * Its place may be another's. One whose end not all know waits for them for a while: a receiver
   * that is down for longer would hide what fires from all others.
   */
  boolean mayMakeRoom(Instant now) {
    return isOver() && (isKnown() || !now.isBefore(endedAt().plus(QUIET)));
  }

  /** The end of time while it lasts. */
  Instant endedAt() {
    return until == null ? Instant.MAX : until;
  }

  boolean isKnown() {
    return deliveries.values().stream().allMatch(d -> d.delivered() >= revision);
  }

  /** With exactly these channels: a new one hears of what fires, but not of what is over. */
  AlarmEntry with(Collection<String> channels) {
    var told = new HashMap<String, Delivery>();
    int known = isToldFiring() ? revision - 1 : revision;
    for (var channel : channels) {
      told.put(channel, deliveries.getOrDefault(channel, Delivery.upTo(known)));
    }
    return with(told);
  }

  AlarmEntry with(Map<String, Delivery> changed) {
    return new AlarmEntry(alarm, since, until, ending, toldAt, revision, changed);
  }
}
