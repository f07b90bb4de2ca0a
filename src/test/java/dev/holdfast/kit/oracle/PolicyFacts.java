package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One policy: what its author wants, and what the operator has recorded in it. */
final class PolicyFacts {
  private final String namespace;
  private final String name;
  private final Past<JsonNode> spec;
  private final Past<JsonNode> status;

  /** A recorded intent, and the policy that holds it. */
  record Intent(PolicyFacts policy, JsonNode json) {
    String id() {
      return policy.key() + " " + json.path("id").asText();
    }

    String action() {
      return json.path("action").asText();
    }

    String purpose() {
      return json.path("purpose").asText();
    }

    String incident() {
      return json.path("incident").asText();
    }

    String node() {
      return json.path("node").asText();
    }

    String podUid() {
      return json.path("pod").path("uid").asText();
    }
  }

  PolicyFacts(JsonNode policy, Instant at) {
    this.namespace = policy.path("metadata").path("namespace").asText("");
    this.name = policy.path("metadata").path("name").asText("");
    this.spec = new Past<>(policy.path("spec"), at);
    this.status = new Past<>(policy.path("status"), at);
  }

  void become(JsonNode policy, Instant at) {
    spec.become(policy.path("spec"), at);
    status.become(policy.path("status"), at);
  }

  String namespace() {
    return namespace;
  }

  String key() {
    return namespace + "/" + name;
  }

  Past<JsonNode> spec() {
    return spec;
  }

  JsonNode status() {
    return status.now();
  }

  static boolean enforces(JsonNode spec) {
    return spec.path("mode").asText("Enforce").equals("Enforce");
  }

  static boolean selects(JsonNode spec, PodFacts pod) {
    return new LabelMatch(spec.path("selector")).matches(pod.labels());
  }

  /** What the status that was answered before the moment says is to be done to the pod. */
  Optional<Intent> intentOn(String podUid, List<String> actions, Instant before) {
    return status.at(before).stream()
        .flatMap(this::intents)
        .filter(intent -> intent.podUid().equals(podUid))
        .filter(intent -> actions.contains(intent.action()))
        .findFirst();
  }

  /** What it says is to be done after that change of its status, and did not before. */
  Stream<Intent> newIntents(AuditEvent change) {
    var known = intents(status()).map(Intent::id).collect(Collectors.toSet());
    return intents(change.response().path("status")).filter(intent -> !known.contains(intent.id()));
  }

  /** All that such a status says is to be done. */
  Stream<Intent> intents(JsonNode recorded) {
    return Json.elements(recorded.path("intents")).map(intent -> new Intent(this, intent));
  }
}
