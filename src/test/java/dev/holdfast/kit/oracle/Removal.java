package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A pod that the operator removed, with what was recorded before.
 *
 * @param pod as it was known before; empty when nothing is known of it
 * @param uid which the operator demanded
 * @param intent recorded and answered before the removal was sent
 */
record Removal(
    AuditEvent change,
    Optional<PodFacts> pod,
    String node,
    String uid,
    Optional<PolicyFacts.Intent> intent) {

  static Removal of(AuditEvent change, Facts facts) {
    var options = options(change);
    var uid = options.path("preconditions").path("uid").asText("");
    var pods = facts.pods();
    var known = pods.byUid(uid).or(() -> pods.get(change.namespace(), change.name()));
    return new Removal(
        change,
        known,
        known
            .map(PodFacts::node)
            .orElse(change.response().path("spec").path("nodeName").asText("")),
        uid,
        facts.policies().intentOn(uid, actions(change, options), change.received()));
  }

  static JsonNode options(AuditEvent change) {
    return change.is("delete", "pods") ? change.request() : change.request().path("deleteOptions");
  }

  private static List<String> actions(AuditEvent change, JsonNode options) {
    if (!change.is("delete", "pods")) return List.of("Evict");
    return isForced(options) ? List.of("ForceDelete") : List.of("Delete");
  }

  private static boolean isForced(JsonNode options) {
    return options.path("gracePeriodSeconds").asInt(-1) == 0;
  }

  boolean isEviction() {
    return !change.is("delete", "pods");
  }

  boolean isForced() {
    return isForced(options(change));
  }

  Instant at() {
    return change.received();
  }
}
