package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * No removal is even recorded for a policy that has long been suspended, or of a pod that somebody
 * vetoed long ago.
 */
final class PlansTheWantedOnly implements Rule {
  /** By then each watch has told of it, however long it stood still. */
  private static final Duration LONG = Duration.ofSeconds(45);

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.succeeded()) return Stream.empty();
    return facts.policies().ofStatus(change).stream()
        .flatMap(policy -> policy.newIntents(change))
        .flatMap(intent -> misdeeds(intent, change, facts));
  }

  private static Stream<String> misdeeds(
      PolicyFacts.Intent intent, AuditEvent change, Facts facts) {
    var spec = intent.policy().spec();
    boolean suspended = spec.wasFor(LONG, change.received(), is -> !PolicyFacts.enforces(is));
    boolean vetoed =
        facts
            .pods()
            .byUid(intent.podUid())
            .filter(pod -> facts.pods().wasVetoedFor(LONG, pod, change.received()))
            .isPresent();
    return Stream.concat(
        Rule.unless(!suspended, "plans for a policy that does not enforce"),
        Rule.unless(!vetoed, "plans to act on a vetoed pod"));
  }
}
