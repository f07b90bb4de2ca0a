package dev.holdfast.pass;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Hold;
import dev.holdfast.health.Verdict;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.signal.PodSignal;
import org.junit.jupiter.api.Test;

/** A policy that promises one pod. */
class BrokenPromiseTest {
  private static final PodSignal SICK = pod("{name: p, node: n, ready: false}");
  private static final PodSignal WELL = pod("{name: p, node: n}");

  @Test
  void aPodThatDoesNotServeBreaksNoPromise() {
    assertThat(PolicyPass.brokenPromise(seeing(SICK), SICK)).isEmpty();
  }

  @Test
  void aPodThatServesByNowCountsAlsoWhileTheCachesDoNotShowIt() {
    assertThat(PolicyPass.brokenPromise(seeing(SICK), WELL).map(Hold::reason))
        .contains("MinAvailable");
  }

  @Test
  void aPodThatServesByNowIsOneOfThoseThatMayGo() {
    var other = pod("{name: q, node: n}");
    assertThat(PolicyPass.brokenPromise(seeing(SICK, other), WELL)).isEmpty();
  }

  private static PolicyView seeing(PodSignal... cached) {
    return SampleView.of(cached)
        .fleet(fleet(health(node("{name: n}"), new Verdict.Impaired(NOON, ""))))
        .view();
  }
}
