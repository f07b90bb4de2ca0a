package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.Silence;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Traffic is led away from a pod after the intent, and only where nothing comes back from its host.
 */
final class DivertsTheSilentOnly implements Rule {
  /** Three probes that overlap, each with its second. */
  private static final Duration THREE_PROBES = Duration.ofSeconds(2);

  private final Supplier<List<Silence>> silences;
  private final Duration unseen;

  DivertsTheSilentOnly(Supplier<List<Silence>> silences, Duration unseen) {
    this.silences = silences;
    this.unseen = unseen;
  }

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.is("patch", "pods/status") || !isDiversion(change.request())) return Stream.empty();
    if (!change.succeeded()) return Stream.empty();
    var uid = change.request().path("metadata").path("uid").asText("");
    var meant = facts.policies().intentOn(uid, List.of("MarkNotReady"), change.received());
    var node = change.response().path("spec").path("nodeName").asText("");
    return Stream.concat(
        Rule.unless(meant.isPresent(), "marks a pod not ready without a recorded intent"),
        Rule.unless(
            isSilent(node, change), "leads traffic away from node '" + node + "', which answers"));
  }

  /** It says of one pod that it is not ready, and nothing else. */
  static boolean isDiversion(JsonNode patch) {
    var conditions = Json.elements(patch.path("status").path("conditions")).toList();
    return Json.names(patch).allMatch(Set.of("metadata", "status")::contains)
        && Json.names(patch.path("metadata")).toList().equals(List.of("uid"))
        && Json.names(patch.path("status")).toList().equals(List.of("conditions"))
        && conditions.size() == 1
        && conditions.getFirst().path("type").asText().equals("Ready")
        && conditions.getFirst().path("status").asText().equals("False");
  }

  private boolean isSilent(String node, AuditEvent change) {
    return silences.get().stream()
        .filter(silence -> silence.host().equals(node))
        .anyMatch(silence -> silence.lastedFor(THREE_PROBES, change.answered(), unseen));
  }
}
