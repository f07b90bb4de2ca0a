package dev.holdfast.kit.oracle;

import java.util.stream.Stream;

/** Off a node that somebody works on nothing is moved that could stay. */
final class NoMovesInMaintenance implements Rule.OfRemoval {
  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    if (!removal.isEviction()) return Stream.empty();
    boolean closed =
        facts
            .node(removal.node())
            .filter(
                node ->
                    node.past().wasFor(Rule.LOOK_AND_CALL, removal.at(), NodeFacts.State::cordoned))
            .isPresent();
    return Rule.unless(!closed, "evicts from node '" + removal.node() + "', which is cordoned");
  }
}
