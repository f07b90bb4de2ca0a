package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.util.Optional;
import java.util.stream.Stream;

/** A pod or a node that bears a veto is left alone. */
final class Vetoed implements Rule {
  static final String ANNOTATION = "holdfast.dev/hold";

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.succeeded()) return Stream.empty();
    if (change.is("patch", "nodes")) {
      return Rule.unless(!isVetoedNode(change.name(), change, facts), "changes a vetoed node");
    }
    if (!change.resource().startsWith("pods")) return Stream.empty();
    var pod = pod(change, facts);
    boolean vetoed =
        pod.filter(p -> facts.pods().wasVetoedFor(LOOK_AND_CALL, p, change.received())).isPresent();
    boolean onVetoed = pod.filter(p -> isVetoedNode(p.node(), change, facts)).isPresent();
    return Stream.concat(
        Rule.unless(!vetoed, "acts on a vetoed pod"),
        Rule.unless(!onVetoed, "acts on a pod of a vetoed node"));
  }

  private static Optional<PodFacts> pod(AuditEvent change, Facts facts) {
    return facts.pods().get(change.namespace(), change.name());
  }

  private static boolean isVetoedNode(String name, AuditEvent change, Facts facts) {
    return facts
        .node(name)
        .filter(
            node -> node.past().wasFor(LOOK_AND_CALL, change.received(), NodeFacts.State::vetoed))
        .isPresent();
  }
}
