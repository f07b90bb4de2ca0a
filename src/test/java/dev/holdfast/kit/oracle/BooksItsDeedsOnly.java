package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import java.util.stream.Stream;

/** A removal is booked as done only when its pod is gone, or on its way out. */
final class BooksItsDeedsOnly implements Rule {
  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.succeeded()) return Stream.empty();
    return facts.policies().ofStatus(change).stream()
        .flatMap(policy -> booked(policy, change.response().path("status")))
        .filter(intent -> facts.pods().stands(intent.podUid()))
        .map(intent -> "books that it removed a pod that stands, by intent " + intent.id());
  }

  /** Intents that are settled, whose incident counts one act more than before. */
  private static Stream<PolicyFacts.Intent> booked(PolicyFacts policy, JsonNode after) {
    var before = policy.status();
    return policy
        .intents(before)
        .filter(intent -> !intent.action().equals("MarkNotReady"))
        .filter(intent -> policy.intents(after).noneMatch(other -> other.id().equals(intent.id())))
        .filter(intent -> acts(after, intent) > acts(before, intent));
  }

  private static int acts(JsonNode status, PolicyFacts.Intent intent) {
    return Json.elements(status.path("incidents"))
        .filter(incident -> incident.path("id").asText().equals(intent.incident()))
        .mapToInt(incident -> incident.path("acts").asInt())
        .findFirst()
        .orElse(0);
  }
}
