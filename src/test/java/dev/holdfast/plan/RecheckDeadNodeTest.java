package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.plan.SampleVerdicts.DEAD;
import static dev.holdfast.plan.SampleVerdicts.LOST;
import static dev.holdfast.plan.SampleVerdicts.LOST_TO_PROBES;
import static dev.holdfast.plan.SampleVerdicts.PROOF;
import static dev.holdfast.plan.SecondLook.CONFIRMED;
import static dev.holdfast.plan.SecondLook.FINE;
import static dev.holdfast.plan.SecondLook.GOING;
import static dev.holdfast.plan.SecondLook.PERMITTED;
import static dev.holdfast.plan.SecondLook.POD;
import static dev.holdfast.plan.SecondLook.SILENT;
import static dev.holdfast.plan.SecondLook.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Nothing is deleted by force without a proof that still stands, of that boot of that machine. */
class RecheckDeadNodeTest {
  private static final Proof OF_ANOTHER = new Proof.HumanConfirmed("other", "boot-n", NOON);
  private static final Proof OF_AN_EARLIER = new Proof.HumanConfirmed("uid-n", "boot-old", NOON);

  private static final String ANOTHER_BOOT_CONFIRMED =
      CONFIRMED.replace("dead: boot-n", "dead: boot-m");
  private static final String BOOTED_ANEW =
      CONFIRMED.replace("{name: n,", "{name: n, bootId: boot-m,");
  private static final String READY_AGAIN = CONFIRMED.replace("ready: Unknown, ", "");
  private static final String UNMARKED = CONFIRMED.replace("mark: Lost, ", "");

  static Stream<SecondLook.Row> rows() {
    return Stream.of(
        row("a pod of a Dead node", FINE, CONFIRMED, DEAD, PERMITTED),
        row("terminating", GOING, CONFIRMED, DEAD, PERMITTED),
        row("no longer Dead", FINE, CONFIRMED, LOST, "ProofExpired"),
        row("lost to probes is no proof", FINE, CONFIRMED, LOST_TO_PROBES, "ProofExpired"),
        row("word withdrawn", FINE, SILENT, DEAD, "ProofExpired"),
        row("word about another boot", FINE, ANOTHER_BOOT_CONFIRMED, DEAD, "ProofExpired"),
        row("booted anew", FINE, BOOTED_ANEW, DEAD, "ProofExpired"),
        row("Ready again", FINE, READY_AGAIN, DEAD, "NodeAnswered"),
        row("taint taken off", FINE, UNMARKED, DEAD, "AwaitingTaint"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void aStepIsRefusedWhenItWouldNotBeDecidedAgain(SecondLook.Row row) {
    assertThat(force(PROOF).refusal(row)).isEqualTo(row.refusal());
  }

  static Stream<Arguments> proofs() {
    return Stream.of(
        arguments("proof of another node", PROOF, OF_ANOTHER),
        arguments("proof of an earlier boot", OF_AN_EARLIER, PROOF),
        arguments("all proofs of another machine", OF_ANOTHER, OF_ANOTHER));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("proofs")
  void aProofCountsForThatBootOfThatMachineOnly(String what, Proof ofStep, Proof ofVerdict) {
    var row = row(what, FINE, CONFIRMED, new Verdict.Dead(NOON, ofVerdict), "ProofExpired");
    assertThat(force(ofStep).refusal(row)).isEqualTo(row.refusal());
  }

  private static SecondLook force(Proof proof) {
    return new SecondLook(new Step.ForceDelete(POD, proof), Purpose.LOST_NODE);
  }
}
