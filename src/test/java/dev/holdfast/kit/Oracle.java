package dev.holdfast.kit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Reads the audit log and finds what an operator must never do, whatever the test was about: a
 * change outside of what it needs, a removal that could hit a namesake, a deletion on a node that
 * could get the replacement, a forced one without an administrator's word.
 */
public final class Oracle {
  private static final String TAINT = "holdfast.dev/unhealthy";
  private static final String CONFIRMED = "holdfast.dev/confirmed-dead";
  private static final Set<String> OUR_ANNOTATIONS = Set.of("holdfast.dev/marked", CONFIRMED);

  private static final Set<String> ALWAYS_ALLOWED =
      Set.of(
          "create events",
          "patch events",
          "update highavailabilitypolicies/status",
          "patch highavailabilitypolicies/status",
          "update nodehealthpolicies/status",
          "patch nodehealthpolicies/status");

  private final Map<String, NodeSeen> nodes = new HashMap<>();
  private final List<String> violations = new ArrayList<>();
  private final LogTail log;

  public Oracle(Path auditLog) {
    this.log = new LogTail(auditLog);
  }

  /** A node as the last answered change left it. */
  private record NodeSeen(boolean tainted, boolean confirmedDead) {
    static final NodeSeen UNKNOWN = new NodeSeen(false, false);

    static NodeSeen of(JsonNode node) {
      var taints = node.path("spec").path("taints");
      var word = node.path("metadata").path("annotations").path(CONFIRMED).asText("");
      var boot = node.path("status").path("nodeInfo").path("bootID").asText("");
      return new NodeSeen(
          elements(taints).anyMatch(taint -> taint.path("key").asText().equals(TAINT)),
          !word.isEmpty() && word.equals(boot));
    }
  }

  /** All that was found so far, with what the log has gained since the last call. */
  public synchronized List<String> violations() {
    log.fresh().forEach(this::read);
    return List.copyOf(violations);
  }

  /** Takes in one line of the log. */
  private void read(String line) {
    if (!line.contains(OperatorAccount.USER) && !line.contains("\"resource\":\"nodes\"")) return;
    var event = AuditEvent.parse(line);
    if (!event.isChange()) return;
    if (event.isByOperator()) judge(event);
    if (event.resource().startsWith("nodes") && event.succeeded()) seeNode(event);
  }

  private void seeNode(AuditEvent event) {
    if (event.verb().equals("delete")) nodes.remove(event.name());
    else if (event.response().has("spec")) nodes.put(event.name(), NodeSeen.of(event.response()));
  }

  private NodeSeen node(String name) {
    return nodes.getOrDefault(name, NodeSeen.UNKNOWN);
  }

  private void judge(AuditEvent event) {
    var what = event.verb() + " " + event.resource();
    switch (what) {
      case "delete pods" -> judgeDelete(event);
      case "create pods/eviction" ->
          demand(hasUid(event.request().path("deleteOptions")), event, "evicts without a uid");
      case "patch pods/status" -> judgePodStatus(event);
      case "patch nodes" -> judgeNodePatch(event);
      default ->
          demand(isAllowed(what, event), event, "is outside of what the operator may change");
    }
  }

  private static boolean isAllowed(String what, AuditEvent event) {
    return ALWAYS_ALLOWED.contains(what)
        || event.resource().equals("leases") && event.namespace().equals(OperatorAccount.NAMESPACE);
  }

  private void judgeDelete(AuditEvent event) {
    demand(hasUid(event.request()), event, "deletes without a uid");
    if (!event.succeeded()) return;
    var name = event.response().path("spec").path("nodeName").asText("");
    var node = node(name);
    demand(node.tainted(), event, "deletes on node '" + name + "' without our taint");
    boolean forced = event.request().path("gracePeriodSeconds").asInt(-1) == 0;
    demand(
        !forced || node.confirmedDead(),
        event,
        "deletes by force on node '" + name + "', which nobody confirmed dead");
  }

  private static boolean hasUid(JsonNode deleteOptions) {
    return !deleteOptions.path("preconditions").path("uid").asText("").isEmpty();
  }

  private void judgePodStatus(AuditEvent event) {
    var patch = event.request();
    demand(setsDisruptionOnly(patch), event, "changes more than DisruptionTarget");
    var node = event.response().path("spec").path("nodeName").asText("");
    demand(
        !patch.path("status").has("phase") || !event.succeeded() || node(node).confirmedDead(),
        event,
        "ends a pod on node '" + node + "', which nobody confirmed dead");
  }

  private static boolean setsDisruptionOnly(JsonNode patch) {
    var conditions = patch.path("status").path("conditions");
    return names(patch).allMatch(Set.of("metadata", "status")::contains)
        && names(patch.path("metadata")).toList().equals(List.of("uid"))
        && names(patch.path("status")).allMatch(Set.of("conditions", "phase")::contains)
        && elements(conditions).allMatch(c -> c.path("type").asText().equals("DisruptionTarget"));
  }

  private void judgeNodePatch(AuditEvent event) {
    demand(
        elements(event.request()).anyMatch(op -> path(op).equals("/metadata/resourceVersion")),
        event,
        "patches a node of any version");
    elements(event.request())
        .filter(op -> !isOurs(op))
        .forEach(op -> demand(false, event, "patches a node's " + path(op) + ": " + op));
  }

  private static boolean isOurs(JsonNode operation) {
    var path = path(operation);
    var value = operation.path("value");
    if (path.equals("/metadata/resourceVersion")) return true;
    if (path.equals("/metadata/annotations"))
      return names(value).allMatch(OUR_ANNOTATIONS::contains);
    if (path.startsWith("/metadata/annotations/")) {
      var name = path.substring("/metadata/annotations/".length()).replace("~1", "/");
      return OUR_ANNOTATIONS.contains(name);
    }
    return path.startsWith("/spec/taints") && (value.isMissingNode() || areOurTaints(value));
  }

  private static boolean areOurTaints(JsonNode value) {
    var taints = value.isArray() ? elements(value) : Stream.of(value);
    return taints.allMatch(taint -> taint.path("key").asText().equals(TAINT));
  }

  private static String path(JsonNode operation) {
    return operation.path("path").asText("");
  }

  private void demand(boolean holds, AuditEvent event, String otherwise) {
    if (!holds) violations.add("The operator " + otherwise + ": " + event);
  }

  private static Stream<JsonNode> elements(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }

  private static Stream<String> names(JsonNode object) {
    Iterable<String> names = object::fieldNames;
    return StreamSupport.stream(names.spliterator(), false);
  }
}
