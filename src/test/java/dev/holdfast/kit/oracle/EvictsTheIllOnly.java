package dev.holdfast.kit.oracle;

import java.time.Duration;
import java.util.stream.Stream;

/** A pod that is well again is not evicted for a fault of its own. */
final class EvictsTheIllOnly implements Rule.OfRemoval {
  /** What a look and the call after it may take. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    boolean forItsOwnFault =
        removal.isEviction()
            && removal.intent().filter(i -> i.purpose().equals("FAULTY_POD")).isPresent();
    if (!forItsOwnFault) return Stream.empty();
    boolean well =
        removal.pod().filter(pod -> facts.pods().wasReadyFor(SLACK, pod, removal.at())).isPresent();
    return Rule.unless(!well, "evicts for a fault that is over");
  }
}
