package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.util.stream.Stream;

/** One thing that must never happen. */
@FunctionalInterface
interface Rule {
  /**
   * What a live look and the call after it may take: what was not so for so long may be unknown.
   */
  Duration LOOK_AND_CALL = Duration.ofSeconds(2);

  /**
   * What the change did wrong, in words; each continues "The operator ...".
   *
   * @param change any answered change, by whomever, whether it succeeded or not
   * @param facts as the changes before it left them
   */
  Stream<String> misdeeds(AuditEvent change, Facts facts);

  /** A rule for changes that the operator made. */
  static Rule ofOperator(Rule rule) {
    return (change, facts) -> change.isByOperator() ? rule.misdeeds(change, facts) : Stream.empty();
  }

  /** A rule for pods that the operator removed. */
  static Rule ofRemovals(OfRemoval rule) {
    return ofOperator(
        (change, facts) ->
            change.removesPod() && change.succeeded()
                ? rule.misdeeds(Removal.of(change, facts), facts)
                : Stream.empty());
  }

  /** Judges a removal. */
  @FunctionalInterface
  interface OfRemoval {
    Stream<String> misdeeds(Removal removal, Facts facts);
  }

  static Stream<String> unless(boolean holds, String otherwise) {
    return holds ? Stream.empty() : Stream.of(otherwise);
  }
}
