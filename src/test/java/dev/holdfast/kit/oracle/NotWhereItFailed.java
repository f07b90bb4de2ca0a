package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** A replacement of a pod that the operator deleted never lands on a node that is lost. */
final class NotWhereItFailed implements Rule {
  /** How long the scheduler may take to know of a taint. */
  private static final Duration SLACK = Duration.ofMillis(500);

  /** Uids of controllers, by their namespace. */
  private final Map<String, Set<String>> bereft = new HashMap<>();

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.succeeded()) return Stream.empty();
    if (change.isByOperator() && change.is("delete", "pods")) remember(change, facts);
    if (!change.is("create", "pods/binding")) return Stream.empty();
    var owner = owner(change, facts);
    var target = change.request().path("target").path("name").asText();
    boolean replaces =
        !owner.isEmpty() && bereft.getOrDefault(change.namespace(), Set.of()).contains(owner);
    boolean lost = facts.node(target).map(node -> isLost(node, change)).orElse(false);
    return Rule.unless(
        !replaces || !lost, "lets a replacement be bound to node '" + target + "', which is lost");
  }

  private void remember(AuditEvent change, Facts facts) {
    var owner = owner(change, facts);
    if (!owner.isEmpty()) {
      bereft.computeIfAbsent(change.namespace(), key -> new HashSet<>()).add(owner);
    }
  }

  private static boolean isLost(NodeFacts node, AuditEvent change) {
    return node.past()
        .wasFor(SLACK, change.received(), n -> n.tainted() && !n.ready().equals("True"));
  }

  private static String owner(AuditEvent change, Facts facts) {
    return facts.pods().get(change.namespace(), change.name()).map(PodFacts::owner).orElse("");
  }
}
