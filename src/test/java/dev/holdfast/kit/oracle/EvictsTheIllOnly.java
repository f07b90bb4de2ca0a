package dev.holdfast.kit.oracle;

import java.util.stream.Stream;

/** A pod that is well again is not evicted for a fault of its own. */
final class EvictsTheIllOnly implements Rule.OfRemoval {
  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    boolean forItsOwnFault =
        removal.isEviction()
            && removal.intent().filter(i -> i.purpose().equals("FAULTY_POD")).isPresent();
    if (!forItsOwnFault) return Stream.empty();
    boolean well =
        removal
            .pod()
            .filter(pod -> facts.pods().wasReadyFor(Rule.LOOK_AND_CALL, pod, removal.at()))
            .isPresent();
    return Rule.unless(!well, "evicts for a fault that is over");
  }
}
