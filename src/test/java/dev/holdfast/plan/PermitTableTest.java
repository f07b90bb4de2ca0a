package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole allow-list; golden cases show what becomes of each cell. */
class PermitTableTest {
  private static final Proof PROOF = new Proof.HumanConfirmed("uid-n", "boot-n", NOON);

  @ParameterizedTest(name = "{0}: live {1}, Lost {2}, Dead {3}")
  @CsvSource({
    "REPLACEABLE, Evict, Delete, Delete",
    "SERIAL, Held, Held, ForceDelete",
    "IDENTITY, Evict, Held, ForceDelete",
    "UNKNOWN, Held, Held, Held",
    "JOB, Alarm, Held, Held",
    "NODE_BOUND, Alarm, Ignore, Ignore",
    "PINNED, Held, Held, Held",
    "BARE, Alarm, Alarm, Alarm",
  })
  void eachClassIsRemovedWhereTheTableSaysSo(
      WorkloadClass workload, String live, String lost, String dead) {
    assertThat(permit(workload, new Verdict.Healthy(NOON), false, false)).isEqualTo(live);
    assertThat(permit(workload, new Verdict.Impaired(NOON, ""), false, false)).isEqualTo(live);
    assertThat(permit(workload, new Verdict.Lost(NOON, ""), false, false)).isEqualTo(lost);
    assertThat(permit(workload, new Verdict.Dead(NOON, PROOF), false, false)).isEqualTo(dead);
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsPermittedOnASuspectNode(WorkloadClass workload) {
    assertThat(permit(workload, new Verdict.Suspect(NOON, "", true), true, true))
        .isEqualTo("Ignore");
  }

  @ParameterizedTest
  @EnumSource
  void onlyASerialPodOnALiveNodeGainsByAllowedOverlap(WorkloadClass workload) {
    boolean serial = workload == WorkloadClass.SERIAL;
    var healthy = new Verdict.Healthy(NOON);
    var lost = new Verdict.Lost(NOON, "");
    assertThat(permit(workload, healthy, true, false))
        .isEqualTo(serial ? "Evict" : permit(workload, healthy, false, false));
    assertThat(permit(workload, lost, true, false)).isEqualTo(permit(workload, lost, false, false));
  }

  @ParameterizedTest
  @EnumSource
  void onlyAJobGainsByIgnoringDisruption(WorkloadClass workload) {
    boolean job = workload == WorkloadClass.JOB;
    var lost = new Verdict.Lost(NOON, "");
    var dead = new Verdict.Dead(NOON, PROOF);
    assertThat(permit(workload, lost, false, true))
        .isEqualTo(job ? "Delete" : permit(workload, lost, false, false));
    assertThat(permit(workload, dead, false, true))
        .isEqualTo(job ? "ForceDelete" : permit(workload, dead, false, false));
  }

  private static String permit(
      WorkloadClass workload, Verdict verdict, boolean overlap, boolean ignores) {
    return PermitTable.permit(workload, verdict, overlap, ignores).getClass().getSimpleName();
  }
}
