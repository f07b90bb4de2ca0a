package dev.holdfast.rights;

import dev.holdfast.kit.RightUsed;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Least privilege, checked from both sides. */
final class RightsComparison {
  private RightsComparison() {}

  /** What was denied to the operator, and what it was granted and never used; empty is well. */
  static List<String> complaints(Set<Right> granted, Collection<RightUsed> used) {
    return Stream.concat(denied(used), unused(granted, used)).sorted().toList();
  }

  private static Stream<String> denied(Collection<RightUsed> used) {
    return used.stream()
        .filter(right -> !right.allowed())
        .map(
            right ->
                "denied: %s %s (%s); add a rule to deploy/parts/, or do not ask"
                    .formatted(right.verb(), right.resource(), right.uri()));
  }

  private static Stream<String> unused(Set<Right> granted, Collection<RightUsed> used) {
    return granted.stream()
        .filter(right -> used.stream().noneMatch(u -> u.allowed() && right.covers(u)))
        .map(
            right ->
                "never used: %s; take it out of deploy/parts/, or test what needs it"
                    .formatted(right));
  }
}
