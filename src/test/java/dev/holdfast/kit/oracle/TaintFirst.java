package dev.holdfast.kit.oracle;

import java.time.Duration;
import java.util.stream.Stream;

/**
 * Before a pod leaves a sick node the taint was answered, and so readable: else its successor may
 * land there again. Eviction for the pod's own fault needs none.
 */
final class TaintFirst implements Rule.OfRemoval {
  /** Between a live look and the call that follows it somebody may take the taint off. */
  private static final Duration RACE = Duration.ofSeconds(1);

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    boolean forItsOwnFault =
        removal.isEviction()
            && removal.intent().map(i -> i.purpose().equals("FAULTY_POD")).orElse(true);
    return Rule.unless(
        forItsOwnFault || wasTainted(removal, facts),
        "removes from node '" + removal.node() + "' without our taint");
  }

  private static boolean wasTainted(Removal removal, Facts facts) {
    return facts
        .node(removal.node())
        .filter(node -> node.past().within(RACE, removal.at()).anyMatch(NodeFacts.State::tainted))
        .isPresent();
  }
}
