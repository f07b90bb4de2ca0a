package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Of a node the operator changes its own taint and annotations, for one version of it; the taint
 * never without the annotation, which is its intent.
 */
final class OurMarkOnly implements Rule {
  private static final String ANNOTATIONS = "/metadata/annotations";
  private static final String TAINTS = "/spec/taints";
  private static final Set<String> OURS = Set.of(NodeFacts.MARKED, NodeFacts.CONFIRMED);

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.is("patch", "nodes")) return Stream.empty();
    var patch = change.request();
    boolean guarded = has(patch, op -> path(op).equals("/metadata/resourceVersion"));
    return Stream.of(
            Rule.unless(guarded, "patches a node of any version"),
            Json.elements(patch)
                .filter(op -> !isOurs(op))
                .map(op -> "patches a node's " + path(op) + ": " + op),
            recorded(change, facts))
        .flatMap(found -> found);
  }

  private static Stream<String> recorded(AuditEvent change, Facts facts) {
    var patch = change.request();
    boolean taints = has(patch, op -> path(op).startsWith(TAINTS));
    boolean says = has(patch, op -> path(op).startsWith(ANNOTATIONS));
    boolean said = facts.node(change.name()).map(n -> !n.now().mark().isEmpty()).orElse(false);
    boolean adds = has(patch, op -> path(op).startsWith(TAINTS) && op.has("value"));
    return Rule.unless(
        !taints || says || adds && said, "changes a node's taint without the mark beside it");
  }

  private static boolean has(JsonNode patch, Predicate<JsonNode> operation) {
    return Json.elements(patch).anyMatch(operation);
  }

  private static boolean isOurs(JsonNode operation) {
    var path = path(operation);
    var value = operation.path("value");
    if (path.equals("/metadata/resourceVersion")) return true;
    if (path.equals(ANNOTATIONS)) return Json.names(value).allMatch(OURS::contains);
    if (path.startsWith(ANNOTATIONS + "/")) {
      return OURS.contains(path.substring(ANNOTATIONS.length() + 1).replace("~1", "/"));
    }
    return path.startsWith(TAINTS) && (value.isMissingNode() || areOurTaints(value));
  }

  private static boolean areOurTaints(JsonNode value) {
    var taints = value.isArray() ? Json.elements(value) : Stream.of(value);
    return taints.allMatch(taint -> taint.path("key").asText().equals(NodeFacts.TAINT));
  }

  private static String path(JsonNode operation) {
    return operation.path("path").asText("");
  }
}
