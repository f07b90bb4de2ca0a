package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Of a pod's status the operator writes the one condition that says why it goes, after the intent;
 * and its end, when a person said that the machine is dead.
 */
final class DisruptionOnly implements Rule {
  private static final List<String> REMOVALS = List.of("Delete", "ForceDelete");

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.is("patch", "pods/status")) return Stream.empty();
    var patch = change.request();
    if (DivertsTheSilentOnly.isDiversion(patch)) return Stream.empty();
    var form = Rule.unless(isDisruption(patch), "changes more than DisruptionTarget");
    if (!change.succeeded()) return form;
    var uid = patch.path("metadata").path("uid").asText("");
    boolean meant = facts.policies().intentOn(uid, REMOVALS, change.received()).isPresent();
    var node = change.response().path("spec").path("nodeName").asText("");
    boolean dead = facts.node(node).map(n -> n.now().confirmedDead()).orElse(false);
    return Stream.of(
            form,
            Rule.unless(meant, "marks a pod as disrupted without a recorded intent"),
            Rule.unless(
                !patch.path("status").has("phase") || dead,
                "ends a pod on node '" + node + "', which nobody confirmed dead"))
        .flatMap(found -> found);
  }

  private static boolean isDisruption(JsonNode patch) {
    return Json.names(patch).allMatch(Set.of("metadata", "status")::contains)
        && Json.names(patch.path("metadata")).toList().equals(List.of("uid"))
        && Json.names(patch.path("status")).allMatch(Set.of("conditions", "phase")::contains)
        && Json.elements(patch.path("status").path("conditions"))
            .allMatch(c -> c.path("type").asText().equals("DisruptionTarget"));
  }
}
