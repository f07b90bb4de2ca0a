package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.util.stream.Stream;

/** No removal from a sick node is recorded before the node bore our taint. */
final class TaintBeforeIntent implements Rule {
  /** That somebody took it off later may not have been seen yet. */
  private static final Duration UNSEEN = Duration.ofMinutes(1);

  @Override
  public Stream<String> misdeeds(AuditEvent change, Facts facts) {
    if (!change.succeeded()) return Stream.empty();
    return facts.policies().ofStatus(change).stream()
        .flatMap(policy -> policy.newIntents(change))
        .filter(TaintBeforeIntent::leavesSickNode)
        .filter(intent -> !wasTainted(intent, change, facts))
        .map(intent -> "plans to empty node '" + intent.node() + "' before it bears our taint");
  }

  private static boolean leavesSickNode(PolicyFacts.Intent intent) {
    return switch (intent.action()) {
      case "Delete", "ForceDelete" -> true;
      case "Evict" -> intent.purpose().equals("IMPAIRED_NODE");
      default -> false;
    };
  }

  private static boolean wasTainted(PolicyFacts.Intent intent, AuditEvent change, Facts facts) {
    return facts
        .node(intent.node())
        .map(node -> node.past().within(UNSEEN, change.received()))
        .map(past -> past.anyMatch(NodeFacts.State::tainted))
        .orElse(true);
  }
}
