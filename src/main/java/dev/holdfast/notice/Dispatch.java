package dev.holdfast.notice;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an alarm, for one channel.
 *
 * @param channel whom to tell
 * @param firing that it fires, else that it is over
 * @param toldAt when its firing was given out
 * @param message what is the matter, or how it ended
 * @param until when it was over; absent while it fires
 */
public record Dispatch(
    String channel,
    Alarm alarm,
    int revision,
    boolean firing,
    String message,
    Instant toldAt,
    Instant since,
    @Nullable Instant until) {

  static Dispatch of(String channel, AlarmEntry entry, int revision) {
    boolean firing = revision % 2 == 1;
    var ending = entry.ending();
    var message = firing || ending == null ? entry.alarm().message() : ending;
    var until = firing ? null : entry.until();
    return new Dispatch(
        channel, entry.alarm(), revision, firing, message, entry.toldAt(), entry.since(), until);
  }

  /** What came of it. */
  public Report taken() {
    return new Report(this, null);
  }

  public Report failed(String why) {
    return new Report(this, OneLine.of(why));
  }

  /**
   * What came of a dispatch.
   *
   * @param error absent if the receiver took it
   */
  public record Report(Dispatch dispatch, @Nullable String error) {}
}
