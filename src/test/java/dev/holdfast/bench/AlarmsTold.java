package dev.holdfast.bench;

import dev.holdfast.kit.Alertmanager;
import dev.holdfast.kit.HttpReceiver;
import io.cloudevents.http.HttpMessageFactory;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What receivers that are not ours know. */
record AlarmsTold(HttpReceiver receiver, Alertmanager alertmanager) {
  /** Firings and ends of faults that the receiver said it took, by policy. */
  Set<String> took() {
    return receiver.taken().stream()
        .filter(HttpReceiver.Taken::accepted)
        .map(t -> HttpMessageFactory.createReaderFromMultimap(t.headers(), t.body()).toEvent())
        .filter(event -> new String(event.getData().toBytes()).contains("\"FaultDetected\""))
        .map(
            event ->
                event.getSource().toString().replaceAll(".*/", "")
                    + " "
                    + event.getType().replaceAll(".*\\.", ""))
        .collect(Collectors.toSet());
  }

  /** Alerts by policy, but for those that say that the last hour was a bad one. */
  Set<String> firing() throws IOException {
    var now = Instant.now();
    return StreamSupport.stream(alertmanager.alerts().spliterator(), false)
        .filter(alert -> Instant.parse(alert.get("endsAt").asText()).isAfter(now))
        .map(alert -> alert.get("labels"))
        .filter(labels -> !labels.get("alertname").asText().startsWith("HoldfastBudget"))
        .map(labels -> labels.get("policy").asText() + " " + labels.get("alertname").asText())
        .collect(Collectors.toSet());
  }
}
