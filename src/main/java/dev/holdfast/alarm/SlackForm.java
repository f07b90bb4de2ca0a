package dev.holdfast.alarm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.notice.Dispatch;
import java.util.Map;

/**
 * An alarm as a message for Slack's incoming webhooks, which others take as well.
 *
 * @see <a href="https://api.slack.com/reference/surfaces/formatting#escaping">what is escaped</a>
 */
final class SlackForm {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SlackForm() {}

  static Letter of(Origin origin, Dispatch dispatch, Runbooks runbooks) {
    try {
      var body = JSON.writeValueAsString(Map.of("text", text(origin, dispatch, runbooks)));
      return new Letter("application/json", body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("strings have no JSON", e);
    }
  }

  private static String text(Origin origin, Dispatch dispatch, Runbooks runbooks) {
    var alarm = dispatch.alarm();
    var state = dispatch.firing() ? alarm.reason().severity().toString() : "Resolved";
    var head = "*%s: %s*".formatted(state, alarm.reason());
    var where = origin.namespace().isEmpty() ? "" : origin.namespace() + "/";
    var what =
        "%s%s (policy %s): %s".formatted(where, alarm.subject(), origin.name(), dispatch.message());
    var next = "Next: %s. %s".formatted(alarm.nextStep(), runbooks.page(alarm.reason()));
    var lines = dispatch.firing() ? what + "\n" + next : what;
    return head + "\n" + escaped(lines);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
