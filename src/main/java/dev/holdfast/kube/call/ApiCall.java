package dev.holdfast.kube.call;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a request asks for.
 *
 * @param verb as the API server's rights call it; the method where it has none
 * @param resource with its subresource, as in {@code pods/eviction}; empty if it asks for none
 */
record ApiCall(String verb, String resource) {
  /** Where paths of resources begin, and how many segments are no resource yet. */
  private static final Map<String, Integer> ROOTS = Map.of("api", 2, "apis", 3);

  private static final String WATCH = "watch";

  static ApiCall of(String method, URI uri) {
    var path = afterVersion(List.of(uri.getPath().split("/")));
    if (path.isEmpty()) return new ApiCall(method, "");
    boolean isNamed = path.size() > 1;
    var resource = path.size() > 2 ? path.getFirst() + "/" + path.get(2) : path.getFirst();
    return new ApiCall(verb(method, isNamed, isWatch(uri)), resource);
  }

  boolean isWatch() {
    return verb.equals(WATCH);
  }

  /** Resource, name and subresource: what follows group and version, and the namespace. */
  private static List<String> afterVersion(List<String> path) {
    int root = 0;
    while (root < path.size() && !ROOTS.containsKey(path.get(root))) root++;
    if (root == path.size()) return List.of();
    int start = root + ROOTS.getOrDefault(path.get(root), 0);
    if (start >= path.size()) return List.of();
    var rest = path.subList(start, path.size());
    boolean isInNamespace = rest.getFirst().equals("namespaces") && rest.size() > 2;
    return isInNamespace ? rest.subList(2, rest.size()) : rest;
  }

  private static boolean isWatch(URI uri) {
    return Objects.requireNonNullElse(uri.getQuery(), "").contains("watch=true");
  }

  private static String verb(String method, boolean isNamed, boolean isWatch) {
    return switch (method) {
      case "GET" -> isWatch ? WATCH : isNamed ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> isNamed ? "delete" : "deletecollection";
      default -> method;
    };
  }
}
