package dev.holdfast.chaos;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A removal that the trial itself kept back, and that arrives when its intent is long settled: it
 * was recorded when it was sent, and its uid lets it meet none but the pod that it was meant for.
 * What the oracle says of that one arrival is the trial's doing.
 *
 * @param pod as namespace/name
 * @param from no earlier arrival is that call
 */
record LateCall(String pod, Instant from) {
  private static final Pattern REMOVAL =
      Pattern.compile("/namespaces/([^/]+)/pods/([^/]+)(/eviction)?$");
  private static final Pattern ARRIVAL =
      Pattern.compile("(\\S+Z) (delete pods|create pods/eviction) (\\S+) by ");

  /** Clocks of the relay and of the API server are one, but a timer may be early by a little. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  /** A call that is no removal has no late arrival. */
  static LateCall of(Saboteur.Hit hit, Instant now, long nanos) {
    var path = REMOVAL.matcher(hit.call().path());
    var struck = now.minusNanos(nanos - hit.at());
    var pod = path.find() ? path.group(1) + "/" + path.group(2) : "";
    return new LateCall(pod, struck.plus(Saboteur.DELAY).minus(SLACK));
  }

  /** That very arrival, as the API server's audit log has it. */
  boolean is(AuditEvent event) {
    return event.removesPod()
        && (event.namespace() + "/" + event.name()).equals(pod)
        && !event.received().isBefore(from);
  }

  boolean isMeantBy(String misdeed) {
    var arrival = ARRIVAL.matcher(misdeed);
    return arrival.find()
        && arrival.group(3).equals(pod)
        && !Instant.parse(arrival.group(1)).isBefore(from);
  }
}
