package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorAccount;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The cluster as the answered changes left it, read without asking anybody. */
final class Facts {
  private static final String STOP = "emergency-stop";

  private final Map<String, NodeFacts> nodes = new HashMap<>();
  private final Map<String, Past<JsonNode>> nodePolicies = new HashMap<>();
  private final Map<String, Set<String>> claims = new HashMap<>();
  private final PodBook pods = new PodBook();
  private final PolicyBook policies = new PolicyBook();
  private Optional<Past<Boolean>> stop = Optional.empty();

  void take(AuditEvent change) {
    switch (change.resource().split("/", 2)[0]) {
      case "nodes" -> node(change);
      case "leases" -> lease(change);
      case "pods" -> pods.take(change);
      case "highavailabilitypolicies" -> policies.take(change);
      case "nodehealthpolicies" -> nodePolicy(change);
      case "configmaps" -> configMap(change);
      case "persistentvolumeclaims" -> claim(change);
      default -> {}
    }
  }

  private void node(AuditEvent change) {
    if (!change.succeeded()) return;
    if (change.verb().equals("delete")) nodes.remove(change.name());
    else if (change.response().has("spec")) {
      var state = NodeFacts.State.of(change.response());
      var known = nodes.get(nameOf(change));
      if (known == null) nodes.put(nameOf(change), new NodeFacts(state, change.answered()));
      else known.past().become(state, change.answered());
    }
  }

  /** A create names its object in the answer only. */
  private static String nameOf(AuditEvent change) {
    return change.response().path("metadata").path("name").asText(change.name());
  }

  private void lease(AuditEvent change) {
    var node = nodes.get(change.name());
    if (node != null && change.namespace().equals("kube-node-lease") && change.succeeded()) {
      node.renewed(change.answered());
    }
  }

  private void nodePolicy(AuditEvent change) {
    if (!change.succeeded()) return;
    if (change.verb().equals("delete")) nodePolicies.remove(change.name());
    else if (change.response().has("spec")) {
      var spec = change.response().path("spec");
      nodePolicies
          .computeIfAbsent(nameOf(change), name -> new Past<>(spec, change.answered()))
          .become(spec, change.answered());
    }
  }

  private void configMap(AuditEvent change) {
    boolean theStop =
        change.namespace().equals(OperatorAccount.NAMESPACE) && nameOf(change).equals(STOP);
    if (!theStop || !change.succeeded()) return;
    boolean pulled = !change.verb().equals("delete");
    if (stop.isEmpty()) stop = Optional.of(new Past<>(pulled, change.answered()));
    else stop.get().become(pulled, change.answered());
  }

  private void claim(AuditEvent change) {
    var modes = change.response().path("spec").path("accessModes");
    if (change.succeeded() && modes.isArray()) {
      claims.put(
          change.namespace() + "/" + nameOf(change),
          Set.copyOf(Json.elements(modes).map(JsonNode::asText).toList()));
    }
  }

  Optional<NodeFacts> node(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  Map<String, NodeFacts> nodes() {
    return nodes;
  }

  Map<String, Past<JsonNode>> nodePolicies() {
    return nodePolicies;
  }

  PodBook pods() {
    return pods;
  }

  PolicyBook policies() {
    return policies;
  }

  /** The handbrake, once it was pulled. */
  Optional<Past<Boolean>> stop() {
    return stop;
  }

  /** Whether many pods may write to the claim at once. */
  boolean isShared(String namespace, String claim) {
    return claims.getOrDefault(namespace + "/" + claim, Set.of()).contains("ReadWriteMany");
  }
}
