package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A removal serves a policy that enforces and selects the pod; a late edit is forgiven. */
final class OnlyItsOwn implements Rule.OfRemoval {
  /** How long an edit may take to be known. */
  private static final Duration SLACK = Duration.ofSeconds(1);

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    return removal.intent().stream()
        .map(PolicyFacts.Intent::policy)
        .flatMap(policy -> misdeeds(removal, policy));
  }

  private static Stream<String> misdeeds(Removal removal, PolicyFacts policy) {
    var enforces =
        Rule.unless(
            some(policy, removal, PolicyFacts::enforces),
            "removes for policy " + policy.key() + ", which does not enforce");
    var selects =
        Rule.unless(
            removal.pod().isEmpty()
                || some(policy, removal, spec -> PolicyFacts.selects(spec, removal.pod().get())),
            "removes for policy " + policy.key() + " a pod that it does not select");
    return Stream.concat(enforces, selects);
  }

  private static boolean some(PolicyFacts policy, Removal removal, Predicate<JsonNode> spec) {
    return policy.spec().within(SLACK, removal.at()).anyMatch(spec);
  }
}
