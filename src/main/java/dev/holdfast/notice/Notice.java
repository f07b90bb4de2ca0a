package dev.holdfast.notice;

import java.time.Duration;

/**
 * Something to tell, as a value.
 *
 * @param reason a CamelCase name
 * @param topic tells apart what is said of one subject for one reason: an incident, a guard
 * @param message a sentence for people, in one line whatever it quotes
 * @param quiet how long the same thing is not said again
 */
public record Notice(
    Type type, String reason, Subject subject, String topic, String message, Duration quiet) {

  public Notice {
    message = OneLine.of(message);
  }

  /** As Kubernetes' Events have it. */
  public enum Type {
    NORMAL,
    WARNING
  }

  /** Whom it is about; the namespace is empty for nodes. */
  public record Subject(
      String apiVersion, String kind, String namespace, String name, String uid) {}

  /** Notices with the same key say the same thing. */
  public String key() {
    return String.join(
        "/", reason, subject.kind(), subject.namespace(), subject.name(), subject.uid(), topic);
  }
}
