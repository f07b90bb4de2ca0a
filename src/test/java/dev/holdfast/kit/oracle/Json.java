package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Bodies of requests and answers, read without asking whether a field is there. */
final class Json {
  private Json() {}

  static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  static Stream<String> names(JsonNode object) {
    Iterable<String> names = object::fieldNames;
    return StreamSupport.stream(names.spliterator(), false);
  }

  static Map<String, String> texts(JsonNode object) {
    var texts = new HashMap<String, String>();
    names(object).forEach(name -> texts.put(name, object.path(name).asText()));
    return Map.copyOf(texts);
  }

  /** Status of the condition of that type; empty when there is none. */
  static String condition(JsonNode object, String type) {
    return elements(object.path("status").path("conditions"))
        .filter(condition -> condition.path("type").asText().equals(type))
        .map(condition -> condition.path("status").asText())
        .findFirst()
        .orElse("");
  }

  static String uid(JsonNode object) {
    return object.path("metadata").path("uid").asText("");
  }
}
