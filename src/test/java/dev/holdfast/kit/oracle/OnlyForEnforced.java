package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.util.stream.Stream;

/** A node is marked only while it holds, or just held, a pod of a policy that enforces. */
final class OnlyForEnforced implements Rule {
  private static final Duration SLACK = Duration.ofSeconds(2);

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!Marking.is(change, facts)) return Stream.empty();
    var marking = Marking.of(change);
    boolean held =
        facts
            .pods()
            .thereOrGone()
            .filter(pod -> pod.node().equals(marking.node()))
            .anyMatch(pod -> facts.policies().all().anyMatch(p -> enforced(p, pod, marking)));
    return Rule.unless(held, "marks a node without a pod of a policy that enforces");
  }

  private static boolean enforced(PolicyFacts policy, PodFacts pod, Marking marking) {
    return policy.namespace().equals(pod.namespace())
        && policy
            .spec()
            .within(SLACK, marking.at())
            .anyMatch(spec -> PolicyFacts.enforces(spec) && PolicyFacts.selects(spec, pod));
  }
}
