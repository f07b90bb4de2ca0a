package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** A Kubernetes label selector, read from JSON: not by the code that is under test. */
record LabelMatch(JsonNode selector) {

  /** A selector that is not there matches everything. */
  boolean matches(Map<String, String> labels) {
    return Json.texts(selector.path("matchLabels")).entrySet().stream()
            .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
        && Json.elements(selector.path("matchExpressions")).allMatch(e -> matches(e, labels));
  }

  private static boolean matches(JsonNode expression, Map<String, String> labels) {
    var value = labels.get(expression.path("key").asText());
    boolean listed =
        Json.elements(expression.path("values")).anyMatch(v -> v.asText().equals(value));
    return switch (expression.path("operator").asText()) {
      case "In" -> listed;
      case "NotIn" -> !listed;
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> false;
    };
  }
}
