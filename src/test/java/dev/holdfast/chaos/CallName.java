package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Names calls by method and resource, without the names of objects. */
final class CallName {
  /** Asked before each act, for all policies at once. */
  private static final String STOP = "GET configmaps";

  private static final Set<String> GLOBAL = Set.of(STOP);

  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api/v1|apis/[^/]+/[^/]+)(?:/namespaces/[^/]+(?=/))?/([a-z]+)(?:/[^/]+(?:/([a-z]+))?)?");

  private CallName() {}

  /** Empty for what is no call on an object, such as /readyz. */
  static Optional<String> of(ApiCall call) {
    return resource(call).map(resource -> call.method() + " " + resource);
  }

  /** As "pods/eviction". */
  static Optional<String> resource(ApiCall call) {
    var path = PATH.matcher(call.path());
    if (!path.matches()) return Optional.empty();
    var sub = path.group(2);
    return Optional.of(path.group(1) + (sub == null ? "" : "/" + sub));
  }

  static boolean isGlobal(String name) {
    return GLOBAL.contains(name);
  }

  /** Whether the text speaks of that scene: of its namespace, or of one of its nodes. */
  static boolean speaksOf(String scene, String text) {
    int from = 0;
    while ((from = text.indexOf(scene, from)) >= 0) {
      int end = from + scene.length();
      boolean longer = end < text.length() && Character.isDigit(text.charAt(end));
      if (!longer) return true;
      from = end;
    }
    return false;
  }

  static boolean speaksOf(String scene, ApiCall call) {
    return speaksOf(scene, call.path())
        || speaksOf(scene, call.query())
        || speaksOf(scene, call.body());
  }

  /** A list or a watch of a whole kind. */
  static boolean isOfAKind(ApiCall call) {
    return call.query().contains("resourceVersion=") || call.query().contains("limit=");
  }
}
