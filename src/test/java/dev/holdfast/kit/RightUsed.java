package dev.holdfast.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/**
 * A request of the operator, reduced to what rights are granted by.
 *
 * @param allowed whether the API server's authorization let it pass
 * @param group of the API; empty for the core
 * @param resource with its subresource, as "pods/eviction"
 * @param namespace empty for all of the cluster
 * @param uri what was asked for, when it was denied; else empty
 */
public record RightUsed(
    boolean allowed, String verb, String group, String resource, String namespace, String uri) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SEPARATOR = "\t";

  /** Reads a line of the audit log; empty for what is no object of the API, as /version. */
  static Optional<RightUsed> parse(String line) {
    try {
      var event = JSON.readTree(line);
      boolean allowed =
          !"forbid".equals(event.at("/annotations/authorization.k8s.io~1decision").asText());
      return event.has("objectRef") || !allowed
          ? Optional.of(of(event, allowed))
          : Optional.empty();
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a line of an audit log: " + line, e);
    }
  }

  private static RightUsed of(JsonNode event, boolean allowed) {
    var object = event.path("objectRef");
    var subresource = object.path("subresource").asText("");
    return new RightUsed(
        allowed,
        event.path("verb").asText(),
        object.path("apiGroup").asText(""),
        object.path("resource").asText("") + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(""),
        allowed ? "" : event.path("requestURI").asText());
  }

  String toLine() {
    return String.join(
        SEPARATOR, String.valueOf(allowed), verb, group, resource, namespace, uri, ".");
  }

  static RightUsed fromLine(String line) {
    var parts = line.split(SEPARATOR);
    return new RightUsed(
        Boolean.parseBoolean(parts[0]), parts[1], parts[2], parts[3], parts[4], parts[5]);
  }
}
