package dev.holdfast.notice;

/**
 * Something that is the matter now, with everything that belongs to it: many pods of a workload
 * that fail in one way are one alarm.
 *
 * @param subject what it is about, as Kind/name
 * @param topic which of several faults or guards; empty where there is but one
 * @param message a sentence for people, without numbers that drift
 * @param nextStep what to do about it
 */
public record Alarm(
    AlarmReason reason, String subject, String topic, String message, String nextStep) {

  public Alarm {
    message = OneLine.of(message);
    nextStep = OneLine.of(nextStep);
  }

  public static Alarm of(AlarmReason reason, About about, String topic, String message) {
    return new Alarm(reason, about.subject(), topic, message, reason.nextStep(about));
  }

  /** Alarms with the same key are the same matter. */
  public Key key() {
    return new Key(reason, subject, topic);
  }

  /** What tells alarms of one policy apart. */
  public record Key(AlarmReason reason, String subject, String topic) {}
}
