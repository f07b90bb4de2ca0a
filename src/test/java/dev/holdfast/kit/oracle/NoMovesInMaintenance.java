package dev.holdfast.kit.oracle;

import java.time.Duration;
import java.util.stream.Stream;

/** Off a node that somebody works on nothing is moved that could stay. */
final class NoMovesInMaintenance implements Rule.OfRemoval {
  /** What a look and the call after it may take. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    if (!removal.isEviction()) return Stream.empty();
    boolean closed =
        facts
            .node(removal.node())
            .filter(node -> node.past().wasFor(SLACK, removal.at(), NodeFacts.State::cordoned))
            .isPresent();
    return Rule.unless(!closed, "evicts from node '" + removal.node() + "', which is cordoned");
  }
}
