package dev.holdfast.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.time.Instant;
import java.util.List;

/**
 * A request to the API server.
 *
 * @param sentAt before which whoever sent it knew what he knew
 * @param verb as the audit log has it
 * @param resource with its subresource, as in {@code pods/eviction}
 * @param namespace empty where the resource has none
 */
record Call(
    Instant sentAt, String verb, String resource, String namespace, String name, JsonNode body) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Call of(HttpRequest request, Instant sentAt) {
    var path = afterVersion(List.of(request.uri().getPath().split("/")));
    boolean isNamespaced = path.getFirst().equals("namespaces");
    var rest = isNamespaced ? path.subList(2, path.size()) : path;
    return new Call(
        sentAt,
        verb(request.method()),
        rest.size() > 2 ? rest.getFirst() + "/" + rest.get(2) : rest.getFirst(),
        isNamespaced ? path.get(1) : "",
        rest.get(1),
        body(request.bodyString()));
  }

  /** The path begins with a slash; the core group's has one segment less. */
  private static List<String> afterVersion(List<String> path) {
    return path.subList(path.get(1).equals("api") ? 3 : 4, path.size());
  }

  private static String verb(String method) {
    return switch (method) {
      case "GET" -> "get";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> "delete";
      default -> throw new IllegalArgumentException("nobody answers a " + method);
    };
  }

  private static JsonNode body(String text) {
    if (text == null || text.isEmpty()) return MissingNode.getInstance();
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON was sent: " + text, e);
    }
  }

  String what() {
    return verb + " " + resource;
  }
}
