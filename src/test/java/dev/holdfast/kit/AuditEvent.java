package dev.holdfast.kit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.util.Set;

/**
 * One request that the API server answered, as its audit log tells it.
 *
 * @param received when it arrived
 * @param answered when it was done
 * @param resource with its subresource, as "pods/eviction"
 * @param code of the answer
 * @param request the body, or a missing node
 * @param response the body of the answer, or a missing node
 */
public record AuditEvent(
    Instant received,
    Instant answered,
    String user,
    String verb,
    String resource,
    String namespace,
    String name,
    int code,
    JsonNode request,
    JsonNode response) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> READS = Set.of("get", "list", "watch");

  /** Reads a line of the log. */
  public static AuditEvent parse(String line) {
    try {
      return of(JSON.readTree(line));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Not a line of an audit log: " + line, e);
    }
  }

  private static AuditEvent of(JsonNode event) {
    var object = event.path("objectRef");
    var subresource = object.path("subresource").asText("");
    return new AuditEvent(
        Instant.parse(event.path("requestReceivedTimestamp").asText()),
        Instant.parse(event.path("stageTimestamp").asText()),
        event.path("user").path("username").asText(""),
        event.path("verb").asText(""),
        object.path("resource").asText("") + (subresource.isEmpty() ? "" : "/" + subresource),
        object.path("namespace").asText(""),
        object.path("name").asText(""),
        event.path("responseStatus").path("code").asInt(),
        body(event, "requestObject"),
        body(event, "responseObject"));
  }

  private static JsonNode body(JsonNode event, String name) {
    var body = event.path(name);
    return body.isNull() ? MissingNode.getInstance() : body;
  }

  public boolean isChange() {
    return !READS.contains(verb);
  }

  public boolean succeeded() {
    return code >= 200 && code < 300;
  }

  public boolean isByOperator() {
    return user.equals(OperatorAccount.USER);
  }

  /** An eviction or a deletion of a pod. */
  public boolean removesPod() {
    return is("create", "pods/eviction") || is("delete", "pods");
  }

  /** Of that verb and resource, as {@code is("delete", "pods")}. */
  public boolean is(String wantedVerb, String wantedResource) {
    return verb.equals(wantedVerb) && resource.equals(wantedResource);
  }

  @Override
  public String toString() {
    return "%s %s %s %s/%s by %s: %d"
        .formatted(received, verb, resource, namespace, name, user, code);
  }
}
