package dev.holdfast.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.notice.Dispatch;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.jackson.JsonFormat;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;

/**
 * An alarm as a CloudEvent in structured mode: all of it is in the body, so that a signature covers
 * all of it.
 */
final class EventForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  private EventForm() {}

  /**
   * The event.
   *
   * @param id the same each time that it is sent, so that receivers know what they have
   */
  static Letter of(Origin origin, Dispatch dispatch, String id, Runbooks runbooks) {
    var until = dispatch.until();
    var event =
        CloudEventBuilder.v1()
            .withId(id)
            .withSource(URI.create(origin.path()))
            .withType("dev.holdfast.alarm." + (dispatch.firing() ? "firing" : "resolved"))
            .withSubject(dispatch.alarm().subject())
            .withTime((until == null ? dispatch.since() : until).atOffset(ZoneOffset.UTC))
            .withData("application/json", data(dispatch, runbooks))
            .build();
    var body = new String(new JsonFormat().serialize(event), StandardCharsets.UTF_8);
    return new Letter(JsonFormat.CONTENT_TYPE, body);
  }

  private static byte[] data(Dispatch dispatch, Runbooks runbooks) {
    try {
      return JSON.writeValueAsBytes(fields(dispatch, runbooks));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings have no JSON", e);
    }
  }

  private static Map<String, String> fields(Dispatch dispatch, Runbooks runbooks) {
    var alarm = dispatch.alarm();
    var fields = new TreeMap<String, String>();
    fields.put("reason", alarm.reason().name());
    fields.put("severity", alarm.reason().severity().toString());
    fields.put("topic", alarm.topic());
    fields.put("message", dispatch.message());
    fields.put("nextStep", alarm.nextStep());
    fields.put("runbook", runbooks.page(alarm.reason()));
    fields.put("since", dispatch.since().toString());
    Instant until = dispatch.until();
    if (until != null) fields.put("until", until.toString());
    return fields;
  }
}
