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
    return Stream.concat(denied(granted, used), unused(granted, used)).sorted().toList();
  }

  /** An API server that has just started denies for a moment what it has not read the rules of. */
  private static Stream<String> denied(Set<Right> granted, Collection<RightUsed> used) {
    return used.stream()
        .filter(right -> !right.allowed())
        .filter(right -> !isGrantedAndUsed(right, granted, used))
        .map(
            right ->
                "denied: %s %s (%s); add a rule to deploy/parts/, or do not ask"
                    .formatted(right.verb(), right.resource(), right.uri()));
  }

  private static boolean isGrantedAndUsed(
      RightUsed denied, Set<Right> granted, Collection<RightUsed> used) {
    return granted.stream()
        .filter(right -> right.covers(denied))
        .anyMatch(right -> used.stream().anyMatch(u -> u.allowed() && right.covers(u)));
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
