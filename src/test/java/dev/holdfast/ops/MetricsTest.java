package dev.holdfast.ops;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.incident.Course;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Sighting;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.Held;
import dev.holdfast.plan.Plan;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private final Told told = new Told();

  @Test
  void whatIsToldIsWhatIsDeclared() {
    told.know(Told.WEB, Told.up());
    told.metrics.called("get", "pods", 200);
    var types = told.types();
    types.keySet().removeIf(name -> name.endsWith("_max"));
    assertThat(types)
        .isEqualTo(
            Stream.of(Metric.values())
                .collect(toMap(Metric::written, m -> m.type().name().toLowerCase(Locale.ROOT))));
  }

  @Test
  void aReasonThatSomebodyWroteIntoAStatusMakesNoSeriesOfItsOwn() {
    told.know(Told.WEB, Told.up());
    told.metrics.passed(Told.WEB.uid(), PolicyMemory.EMPTY, holding("Brake", "X1", "X2"));
    var text = told.scrape();
    assertThat(text)
        .contains("holdfast_steps_held{reason=\"Brake\"} 1.0")
        .contains("holdfast_steps_held{reason=\"Other\"} 2.0")
        .doesNotContain("X1");
  }

  @Test
  void callsOfKindsThatPoliciesNameAndOddAnswersMakeNoSeriesOfTheirOwn() {
    told.metrics.called("get", "mykinds", 200);
    told.metrics.called("BREW", "pods", 299);
    told.metrics.called("get", "pods", 0);
    assertThat(told.scrape())
        .contains("{code=\"200\",resource=\"Other\",verb=\"get\"} 1.0")
        .contains("{code=\"Other\",resource=\"pods\",verb=\"Other\"} 1.0")
        .contains("{code=\"none\",resource=\"pods\",verb=\"get\"} 1.0");
  }

  @Test
  void aFaultIsCountedOnceWhenItIsSeenAndOnceWhenItIsOver() {
    var open = memory(incident());
    var over = memory(incident().closed(Resolution.RECOVERED, Told.START.plusSeconds(45)));
    told.metrics.passed(Told.WEB.uid(), PolicyMemory.EMPTY, result(open));
    told.metrics.passed(Told.WEB.uid(), open, result(open));
    told.metrics.passed(Told.WEB.uid(), open, result(over));
    told.metrics.passed(Told.WEB.uid(), over, result(over));
    assertThat(told.scrape())
        .contains("holdfast_detection_seconds_count 1")
        .contains("holdfast_incidents_closed_total{resolution=\"Recovered\"} 1.0")
        .contains("holdfast_recovery_seconds_bucket{le=\"30.0\"} 0")
        .contains("holdfast_recovery_seconds_bucket{le=\"45.0\"} 1")
        .contains("holdfast_recovery_phase_seconds_sum{phase=\"detect\"} 7.0")
        .contains("holdfast_recovery_phase_seconds_sum{phase=\"ready\"} 36.0");
  }

  @Test
  void onlyWhatWeRecoveredCountsAsARecovery() {
    var healed = incident().closed(Resolution.SELF_HEALED, Told.START.plusSeconds(20));
    told.metrics.passed(Told.WEB.uid(), memory(incident()), result(memory(healed)));
    assertThat(told.scrape())
        .contains("holdfast_incidents_closed_total{resolution=\"SelfHealed\"} 1.0")
        .contains("holdfast_recovery_seconds_count 0");
  }

  @Test
  void thePolicyThatWaitsLongestForAPassShowsAlsoWhenItNeverHadOne() {
    told.know(Told.WEB, Told.up());
    told.know(Told.key("stuck"), null);
    told.scrape();
    told.nanos += Duration.ofMinutes(20).toNanos();
    told.metrics.passed(Told.WEB.uid(), PolicyMemory.EMPTY, result(PolicyMemory.EMPTY));
    told.nanos += Duration.ofSeconds(5).toNanos();
    assertThat(told.value("holdfast_pass_age_seconds")).isEqualTo(5);
    assertThat(told.value("holdfast_pass_age_oldest_seconds")).isEqualTo(1205);

    told.metrics.rested("stuck");
    assertThat(told.value("holdfast_pass_age_oldest_seconds")).isEqualTo(5);
  }

  @Test
  void aNewTermOwesNobodyAPassOfTheOneBefore() {
    told.know(Told.WEB, Told.up());
    told.scrape();
    told.nanos += Duration.ofHours(1).toNanos();
    told.metrics.termBegan();
    assertThat(told.value("holdfast_pass_age_oldest_seconds")).isZero();
    assertThat(told.value("holdfast_leader_terms_total")).isEqualTo(1);
  }

  private static Incident incident() {
    var phases =
        Phases.detected(Told.START, Told.START.plusSeconds(7))
            .decided(Told.START.plusSeconds(8))
            .acted(Told.START.plusSeconds(9));
    return new Incident(
        "i",
        new WorkloadRef("Deployment", "web", "u", "0"),
        new Sighting("NotReady", "not ready", "p", "u-p", "u-p", "n"),
        Course.begun(phases, LadderPosition.BOTTOM, Told.START),
        Resolution.OPEN);
  }

  private static PolicyMemory memory(Incident incident) {
    return new PolicyMemory(List.of(incident), List.of(), History.EMPTY);
  }

  private static PolicyPass.Result result(PolicyMemory after, String... held) {
    var plan =
        new Plan(
            List.of(),
            Stream.of(held).map(reason -> new Held("Pod/p", "i", reason, "", "")).toList(),
            Set.of(),
            null);
    return new PolicyPass.Result(after, plan, new Standing(1, 1, 1), List.of());
  }

  private static PolicyPass.Result holding(String... reasons) {
    return result(PolicyMemory.EMPTY, reasons);
  }
}
