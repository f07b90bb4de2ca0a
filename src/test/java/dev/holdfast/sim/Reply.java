package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** What the API server says to a request. */
record Reply(int code, JsonNode body) {
  static final int OK = 200;
  static final int NOT_FOUND = 404;
  static final int CONFLICT = 409;
  static final int INVALID = 422;
  static final int UNAVAILABLE = 503;

  static Reply ok(JsonNode body) {
    return new Reply(OK, body);
  }

  static Reply done() {
    return ok(status(OK, "Success", ""));
  }

  static Reply refused(int code, String message) {
    return new Reply(code, status(code, "Failure", message));
  }

  /** A patch that would change what cannot be changed. */
  static Reply immutable(String field) {
    var body = status(INVALID, "Failure", field + ": field is immutable");
    body.putObject("details").putArray("causes").addObject().put("field", field);
    return new Reply(INVALID, body);
  }

  private static ObjectNode status(int code, String status, String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("kind", "Status")
        .put("apiVersion", "v1")
        .put("status", status)
        .put("message", message)
        .put("code", code);
  }

  Route.Response sent() {
    return new Route.Response(code, body.toString().getBytes(StandardCharsets.UTF_8));
  }
}
