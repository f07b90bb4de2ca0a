package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;

import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import java.util.List;

/** One verdict of each kind about node {@code n}, all since noon. */
final class SampleVerdicts {
  static final Proof PROOF = new Proof.HumanConfirmed("uid-n", "boot-n", NOON);

  static final Verdict HEALTHY = new Verdict.Healthy(NOON);
  static final Verdict SUSPECT = new Verdict.Suspect(NOON, "", true);
  static final Verdict IMPAIRED = new Verdict.Impaired(NOON, "");
  static final Verdict KUBELET_DOWN = new Verdict.KubeletDown(NOON, "");
  static final Verdict UNREACHABLE = new Verdict.Unreachable(NOON, "", List.of("o"));
  static final Verdict LOST = new Verdict.Lost(NOON, "");
  static final Verdict LOST_TO_PROBES = new Verdict.Lost(NOON, "", List.of("o"));
  static final Verdict DEAD = new Verdict.Dead(NOON, PROOF);

  private SampleVerdicts() {}
}
