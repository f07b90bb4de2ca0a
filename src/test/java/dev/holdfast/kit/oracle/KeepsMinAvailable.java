package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.stream.Stream;

/** An eviction of a ready pod leaves each policy of it as many ready ones as it promises. */
final class KeepsMinAvailable implements Rule.OfRemoval {
  /** How long readiness may take to be known; in doubt a pod counts as ready. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  private static final double HUNDRED = 100.0;

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    if (!removal.isEviction() || removal.pod().isEmpty()) return Stream.empty();
    var pod = removal.pod().get();
    if (!facts.pods().wasReadyFor(SLACK, pod, removal.at())) return Stream.empty();
    return facts
        .policies()
        .all()
        .filter(policy -> isOver(policy, pod))
        .flatMap(policy -> judge(policy, removal, facts));
  }

  private static boolean isOver(PolicyFacts policy, PodFacts pod) {
    var spec = policy.spec().now();
    return policy.namespace().equals(pod.namespace())
        && PolicyFacts.enforces(spec)
        && PolicyFacts.selects(spec, pod);
  }

  private static Stream<String> judge(PolicyFacts policy, Removal removal, Facts facts) {
    long left =
        facts
            .pods()
            .there()
            .filter(pod -> isOver(policy, pod) && !pod.uid().equals(removal.uid()))
            .filter(pod -> !facts.pods().wasAwayFor(SLACK, pod, removal.at()))
            .count();
    int promised = promised(policy);
    return Rule.unless(
        left >= promised,
        "leaves policy %s %d ready pods of the %d that it promises"
            .formatted(policy.key(), left, promised));
  }

  private static int promised(PolicyFacts policy) {
    var wanted = policy.spec().now().path("objective").path("minAvailable");
    return wanted.isTextual() && wanted.asText().endsWith("%")
        ? share(wanted, policy.status().path("pods").path("desired").asInt())
        : wanted.asInt(1);
  }

  private static int share(JsonNode percent, int of) {
    var text = percent.asText();
    return (int) Math.ceil(of * Integer.parseInt(text.substring(0, text.length() - 1)) / HUNDRED);
  }
}
