package dev.holdfast.bench;

import dev.holdfast.bench.Crash.Phases;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One host that crashed, and when what followed was seen; all times count from the crash.
 *
 * @param load of the machine at the crash: processes that ran or wanted to, mean of a minute
 * @param phases of Holdfast's incidents, by what its policy is like
 */
record LostCrash(
    int number, String host, double load, Map<Care, Seen> seen, Map<Care, List<Phases>> phases) {
  /**
   * What was seen of one Deployment.
   *
   * @param moved traffic goes to none of the pods that were lost
   * @param created the first replacement was created
   * @param ready as many replacements as pods were lost are ready
   * @param replacements pods that were created since; as many as were lost, if all is well
   */
  record Seen(Duration moved, Duration created, Duration ready, int replacements) {
    @Override
    public String toString() {
      return "traffic moved after %s s, first replacement created after %s s, all ready after %s s"
          .formatted(Figures.seconds(moved), Figures.seconds(created), Figures.seconds(ready));
    }
  }
}
