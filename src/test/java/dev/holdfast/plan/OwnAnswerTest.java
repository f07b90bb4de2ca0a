package dev.holdfast.plan;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static dev.holdfast.golden.Sample.pod;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.golden.Sample;
import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OwnAnswerTest {
  private static final PodSignal POD = pod("{name: a, owner: web, node: n}");
  private static final ProbeRun ANSWERED = answered(NOON.plusSeconds(1));
  private static final ProbeRun BEFORE = answered(NOON.minusSeconds(1));
  private static final ProbeRun MISSED = BEFORE.next(ProbeAnswer.SILENT, NOON.plusSeconds(1));
  private static final Verdict BY_LEASE = new Verdict.Lost(NOON, "lease silent");
  private static final Verdict BY_PROBES = new Verdict.Lost(NOON, "silent", List.of("o1"));
  private static final Verdict UNREACHABLE = new Verdict.Unreachable(NOON, "", List.of("o1"));
  private static final Verdict DEAD =
      new Verdict.Dead(NOON, new Proof.HumanConfirmed("u", "b", NOON));

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of(UNREACHABLE, ANSWERED, true),
        Arguments.of(BY_PROBES, ANSWERED, true),
        Arguments.of(DEAD, ANSWERED, true),
        Arguments.of(BY_PROBES, BEFORE, false),
        Arguments.of(BY_PROBES, MISSED, false),
        Arguments.of(BY_PROBES, null, false),
        Arguments.of(BY_LEASE, ANSWERED, false),
        Arguments.of(new Verdict.Healthy(NOON), ANSWERED, false));
  }

  @ParameterizedTest(name = "{0}, own probe {1}: objects {2}")
  @MethodSource("cases")
  void whatWeReachOurselvesIsNotActedOnAsIfNobodyDid(
      Verdict verdict, @Nullable ProbeRun run, boolean objects) {
    assertThat(OwnAnswer.objection(seeing(verdict), POD, uid -> run).isPresent())
        .isEqualTo(objects);
  }

  private static ProbeRun answered(Instant at) {
    return ProbeRun.first(ProbeAnswer.ANSWERED, at);
  }

  private static PolicyView seeing(Verdict verdict) {
    return SampleView.of(POD).fleet(Sample.fleet(health(node("{name: n}"), verdict))).view();
  }
}
