package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.plan.SampleVerdicts.LOST;
import static dev.holdfast.plan.SecondLook.DELETE;
import static dev.holdfast.plan.SecondLook.FINE;
import static dev.holdfast.plan.SecondLook.PERMITTED;
import static dev.holdfast.plan.SecondLook.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import org.junit.jupiter.api.Test;

/** A verdict permits nothing that nobody stands behind now. */
class RecheckOldVerdictTest {
  @Test
  void aGuardThatHoldsTheNodeNowRefusesByItsOwnName() {
    var judged = health(node(SILENT), LOST, new Hold("Brake", "", ""));
    assertThat(DELETE.refusal(FINE, SILENT, fleet(judged))).isEqualTo("Brake");
  }

  @Test
  void aNodeThatNobodyJudgedIsNoBasis() {
    assertThat(DELETE.refusal(FINE, SILENT, fleet())).isEqualTo("NodeReplaced");
  }

  @Test
  void verdictsThatNobodyRenewedAreNoBasis() {
    var judged = fleet(health(node(SILENT), LOST));
    var late = NOON.plus(Fleet.OUTDATED);
    assertThat(DELETE.refusal(FINE, SILENT, judged, late.minusMillis(1))).isEqualTo(PERMITTED);
    assertThat(DELETE.refusal(FINE, SILENT, judged, late)).isEqualTo("VerdictsOutdated");
  }
}
