package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.kit.AuditEvent;
import java.util.List;
import java.util.stream.Stream;

/** The mark of a node that is down stays, as long as a policy that enforces has a pod there. */
final class KeepsTheMark implements Rule {
  private final Setting setting;

  KeepsTheMark(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.is("patch", "nodes") || !change.succeeded()) return Stream.empty();
    boolean stays = !NodeFacts.State.of(change.response()).mark().isEmpty();
    if (stays || !isDown(change, facts)) return Stream.empty();
    return Rule.unless(
        !isNeeded(change, facts), "takes its mark off node '" + change.name() + "', which is down");
  }

  private static boolean isNeeded(AuditEvent change, Facts facts) {
    var pods =
        facts
            .pods()
            .there()
            .filter(pod -> pod.node().equals(change.name()) && !pod.deleting())
            .toList();
    return facts
        .policies()
        .all()
        .anyMatch(
            policy ->
                policy
                    .spec()
                    .wasFor(
                        LOOK_AND_CALL, change.received(), spec -> enforcesAny(policy, spec, pods)));
  }

  private static boolean enforcesAny(PolicyFacts policy, JsonNode spec, List<PodFacts> pods) {
    return PolicyFacts.enforces(spec)
        && pods.stream()
            .filter(pod -> pod.namespace().equals(policy.namespace()))
            .anyMatch(pod -> PolicyFacts.selects(spec, pod));
  }

  private boolean isDown(AuditEvent change, Facts facts) {
    return facts
        .node(change.name())
        .filter(node -> !node.now().mark().isEmpty() && !node.now().isSteered())
        .filter(node -> node.isDown(setting.overdue().plus(LOOK_AND_CALL), change.received()))
        .filter(
            node ->
                node.past()
                    .wasFor(LOOK_AND_CALL, change.received(), s -> !s.ready().equals("True")))
        .isPresent();
  }
}
