package dev.holdfast.kit.oracle;

import java.util.stream.Stream;

/** What is done to a pod was recorded before, in the policy that selects it, in its namespace. */
final class IntentFirst implements Rule.OfRemoval {
  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    if (removal.intent().isEmpty()) return Stream.of("removes without a recorded intent");
    var policy = removal.intent().get().policy();
    boolean atHome = policy.namespace().equals(removal.change().namespace());
    return Rule.unless(atHome, "removes for policy " + policy.key() + " outside of its namespace");
  }
}
