package dev.holdfast.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.notice.Dispatch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alarm as Alertmanager takes it.
 *
 * @see <a href="https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml">its API,
 *     version 2</a>
 */
final class AlertForm {
  static final String PATH = "/api/v2/alerts";

  /** How long an alert stands that nobody repeats: should Holdfast end, it goes by itself. */
  static final Duration STANDS = Duration.ofMinutes(15);

  private static final ObjectMapper JSON = new ObjectMapper();

  private AlertForm() {}

  static Letter of(Origin origin, Dispatch dispatch, Runbooks runbooks, Instant now) {
    var until = dispatch.until();
    var alert = new TreeMap<String, Object>();
    alert.put("labels", labels(origin, dispatch));
    alert.put("annotations", annotations(dispatch, runbooks));
    alert.put("startsAt", dispatch.since().toString());
    alert.put("endsAt", (until == null ? now.plus(STANDS) : until).toString());
    try {
      var body = JSON.writeValueAsString(List.of(alert));
      return new Letter("application/json", body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings have no JSON", e);
    }
  }

  /** They are the alert's identity: what changes while it fires is an annotation. */
  private static Map<String, String> labels(Origin origin, Dispatch dispatch) {
    var alarm = dispatch.alarm();
    var labels = new TreeMap<String, String>();
    labels.put("alertname", "Holdfast" + alarm.reason());
    labels.put("severity", alarm.reason().severity().toString().toLowerCase(Locale.ROOT));
    labels.put("policy", origin.name());
    labels.put("subject", alarm.subject());
    if (!origin.namespace().isEmpty()) labels.put("namespace", origin.namespace());
    if (!alarm.topic().isEmpty()) labels.put("topic", alarm.topic());
    return labels;
  }

  private static Map<String, String> annotations(Dispatch dispatch, Runbooks runbooks) {
    var alarm = dispatch.alarm();
    return Map.of(
        "summary", alarm.subject() + ": " + dispatch.message(),
        "description", dispatch.message(),
        "next_step", alarm.nextStep(),
        "runbook_url", runbooks.page(alarm.reason()));
  }
}
