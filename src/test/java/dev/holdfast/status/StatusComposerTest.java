package dev.holdfast.status;

import static dev.holdfast.golden.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.PolicySpec;
import dev.holdfast.api.StatusCondition;
import dev.holdfast.golden.SampleView;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Sighting;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Probed;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.WorkloadRef;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatusComposerTest {
  @ParameterizedTest
  @CsvSource({
    "0, no slot is being recovered",
    "1, 1 slot is being recovered",
    "2, 2 slots are being recovered",
  })
  void recoveringCountsTheSlotsInASentence(int slots, String sentence) {
    var incidents = IntStream.range(0, slots).mapToObj(StatusComposerTest::decided).toList();
    var memory = new PolicyMemory(incidents, List.of(), History.EMPTY);
    var status =
        StatusComposer.compose(
            null, memory, List.of(), new Standing(3, 3, 2), Ledger.opened(NOON), view(), NOON);
    assertThat(status.conditions())
        .filteredOn(condition -> condition.type().equals("Recovering"))
        .extracting(StatusCondition::message)
        .containsExactly(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          '' | '' | True | Agree | kubelets and Holdfast's own probe say the same of the pods
          a: x,b: y | '' | False | ProbeDisagrees | a: x; b: y
          a,b,c,d,e | e | False | ProbeDisagrees | a; b; c; 2 more
          '' | a,b | Unknown | NotAsked | these declare no such port, have no address of their own, or are too many: a, b
          """)
  void whereAProbeIsWantedItIsSaidWhetherItAgreesWithTheKubelets(
      String disagreeing, String unasked, String status, String reason, String message) {
    var probed = new Probed(list(disagreeing), list(unasked));

    assertThat(conditions(view("{tcpSocket: {port: 80}}", probed)))
        .filteredOn(condition -> condition.type().equals("ProbesAgree"))
        .singleElement()
        .satisfies(
            condition -> {
              assertThat(condition.status()).isEqualTo(status);
              assertThat(condition.reason()).isEqualTo(reason);
              assertThat(condition.message()).isEqualTo(message);
            });
  }

  @Test
  void whereNoProbeIsWantedNothingIsSaidOfOne() {
    assertThat(conditions(view())).extracting(StatusCondition::type).doesNotContain("ProbesAgree");
  }

  private static List<String> list(String words) {
    return words.isEmpty() ? List.of() : List.of(words.split(","));
  }

  private static List<StatusCondition> conditions(PolicyView view) {
    var memory = new PolicyMemory(List.of(), List.of(), History.EMPTY);
    return StatusComposer.compose(
            null, memory, List.of(), new Standing(3, 3, 2), Ledger.opened(NOON), view, NOON)
        .conditions();
  }

  private static PolicyView view(String probe, Probed probed) {
    var spec =
        Serialization.unmarshal(
            "selector: {matchLabels: {app: web}}\ndetection: {probe: " + probe + "}",
            PolicySpec.class);
    return SampleView.of().spec(spec).probed(probed).view();
  }

  private static Incident decided(int number) {
    var slot = new WorkloadRef("Deployment", "web", "u-web", Integer.toString(number));
    var seen = new Sighting("NotReady", "silent", "p" + number, "u-" + number, null, "n");
    var course = Course.begun(Phases.detected(NOON, NOON), LadderPosition.BOTTOM, NOON);
    return new Incident("i-" + number, slot, seen, course, Resolution.OPEN).decided(NOON, NOON);
  }

  private static PolicyView view() {
    return SampleView.of().view();
  }
}
