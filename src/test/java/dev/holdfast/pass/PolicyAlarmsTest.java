package dev.holdfast.pass;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.golden.SampleView;
import dev.holdfast.health.Hold;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.History;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Sighting;
import dev.holdfast.ledger.Edge;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Service;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Situation;
import dev.holdfast.plan.Held;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.WorkloadRef;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyAlarmsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T00:00:00Z");
  private static final Standing MET = new Standing(3, 3, 2);
  private static final Standing BROKEN = new Standing(3, 1, 2);
  private static final Ledger UP = down(Duration.ZERO);

  @Test
  void allIsCalmWhereNothingIsTheMatter() {
    assertThat(reasons(of(List.of(), List.of(), MET, UP))).isEmpty();
  }

  @Test
  void podsOfOneWorkloadThatFailInOneWayAreOneMatter() {
    var situation =
        of(
            List.of(
                open("a", "web", "NodeLost", 9),
                open("b", "web", "NodeLost", 9),
                open("c", "web", "CrashLoop", 9),
                open("d", "api", "NodeLost", 9)),
            List.of(),
            MET,
            UP);
    assertThat(messages(situation))
        .containsExactlyInAnyOrder(
            "pods a, b: NodeLost: silent", "pod c: CrashLoop: silent", "pod d: NodeLost: silent");
  }

  @Test
  void aSentenceNamesThreePodsAndCountsTheRest() {
    var many = IntStream.range(0, 300).mapToObj(i -> open("p" + i, "web", "NodeLost", 9)).toList();
    assertThat(messages(of(many, List.of(), MET, UP)))
        .containsExactly("pods p0, p1, p2 and 297 more: NodeLost: silent");
  }

  @ParameterizedTest
  @CsvSource({"120, false", "121, true"})
  void aRecoveryIsOverdueAfterThePromisedTime(int seconds, boolean overdue) {
    var situation = of(List.of(open("a", "web", "NodeLost", seconds)), List.of(), MET, UP);
    assertThat(reasons(situation).contains(AlarmReason.RecoveryOverdue)).isEqualTo(overdue);
  }

  @Test
  void somebodyLooksWhenTheNextRecoveryBecomesOverdue() {
    var situation = of(List.of(open("a", "web", "NodeLost", 100)), List.of(), MET, UP);
    assertThat(situation.changesAt()).isEqualTo(NOW.plusSeconds(20).plusMillis(1));
  }

  @Test
  void anExhaustedLadderIsAnAlarmOfItsOwn() {
    var tried = open("a", "web", "NotReady", 9).with(LadderPosition.BOTTOM.exhausted(NOW));
    assertThat(reasons(of(List.of(tried), List.of(), MET, UP)))
        .containsExactly(AlarmReason.FaultDetected, AlarmReason.LadderExhausted);
  }

  @ParameterizedTest
  @CsvSource({
    "RECOVERED, recovered by Holdfast after 7s",
    "SELF_HEALED, became well by itself after 7s",
    "REPLACED_BY_OTHERS, replaced by others after 7s",
    "OBSOLETE, not wanted any more",
  })
  void itIsKnownHowAMatterEnded(Resolution how, String sentence) {
    var closed = open("a", "web", "NodeLost", 9).closed(how, NOW.minusSeconds(2));
    var key = new Alarm.Key(AlarmReason.FaultDetected, "Deployment/web", "NodeLost");
    assertThat(of(List.of(closed), List.of(), MET, UP).endings()).containsEntry(key, sentence);
  }

  @Test
  void fewerPodsThanPromisedAreAnAlarmOnceTheWorkloadHasBeenAvailable() {
    assertThat(reasons(of(List.of(), List.of(), BROKEN, UP)))
        .containsExactly(AlarmReason.Unavailable);
    assertThat(reasons(of(List.of(), List.of(), BROKEN, Ledger.opened(NOW)))).isEmpty();
    assertThat(reasons(of(List.of(), List.of(), new Standing(0, 0, 1), UP))).isEmpty();
  }

  @Test
  void itIsSaidHowManyPodsAreReady() {
    assertThat(messages(of(List.of(), List.of(), BROKEN, UP)))
        .containsExactly("1 of 3 pods are ready, 2 must be");
  }

  @Test
  void whatToDoNextNamesTheCommandForThisPolicy() {
    var stuck = open("a", "web", "NotReady", 300).with(LadderPosition.BOTTOM.exhausted(NOW));
    var held = List.of(held("Veto", "a"));
    var situation = of(List.of(stuck), held, BROKEN, down(Duration.ofHours(1)));
    assertThat(reasons(situation))
        .containsExactly(
            AlarmReason.Unavailable,
            AlarmReason.FaultDetected,
            AlarmReason.RecoveryOverdue,
            AlarmReason.LadderExhausted,
            AlarmReason.Held,
            AlarmReason.BudgetSpent,
            AlarmReason.BudgetBurningFast);
    assertThat(situation.alarms())
        .allSatisfy(
            alarm -> assertThat(alarm.nextStep()).contains("kubectl describe hap web -n shop"));
  }

  @Test
  void aBurningBudgetSaysByWhenItIsSpent() {
    assertThat(messages(of(List.of(), List.of(), MET, down(Duration.ofSeconds(52)))))
        .containsExactly(
            "if it goes on as in the last 1h, the error budget of 30d is spent within 2d2h");
  }

  @Test
  void stepsThatAreHeldForOneReasonAreOneMatter() {
    var held = List.of(held("AwaitingProof", "a"), held("AwaitingProof", "b"), held("Veto", "a"));
    assertThat(messages(of(List.of(), held, MET, UP)))
        .containsExactly(
            "Pod/a (and 1 more) is held: AwaitingProof: why", "Pod/a is held: Veto: why");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pace", "AwaitingTaint", "Observe", "Suspended"})
  void whatPassesByItselfOrIsMeantIsNoAlarm(String reason) {
    assertThat(reasons(of(List.of(), List.of(held(reason, "a")), MET, UP))).isEmpty();
  }

  /** 99.9 % of 30 days: 43 min 12 s. */
  @ParameterizedTest
  @CsvSource({
    "0, ",
    "51, ",
    "52, BudgetBurningFast",
    "2591, BudgetBurningFast",
    "2592, BudgetSpent BudgetBurningFast",
  })
  void theBudgetIsAnAlarmWhenItBurnsAndWhenItIsSpent(int seconds, @Nullable String expected) {
    var names =
        reasons(of(List.of(), List.of(), MET, down(Duration.ofSeconds(seconds)))).stream()
            .map(Enum::name)
            .toList();
    assertThat(String.join(" ", names)).isEqualTo(expected == null ? "" : expected);
  }

  @Test
  void aPolicyThatIsNotInForceAlarmsNobodyAndSaysThatNobodyLooks() {
    var situation =
        PolicyAlarms.of(
            memory(List.of(open("a", "web", "NodeLost", 9))),
            List.of(),
            BROKEN,
            UP,
            view(new Hold("ProtectedNamespace", "m", "r")),
            NOW);
    assertThat(situation.alarms()).isEmpty();
    assertThat(situation.otherwise())
        .isEqualTo("nobody looks: the policy is not in force any more (ProtectedNamespace): m");
  }

  private static Ledger down(Duration time) {
    var begun = Ledger.opened(NOW.minus(Duration.ofDays(40)));
    var up = begun.then(Edge.at(NOW.minus(Duration.ofDays(40)), Service.UP));
    return (time.isZero() ? up : up.then(Edge.at(NOW.minus(time), Service.DOWN))).vouchedUntil(NOW);
  }

  private static Situation of(
      List<Incident> incidents, List<Held> held, Standing standing, Ledger ledger) {
    return PolicyAlarms.of(memory(incidents), held, standing, ledger, view(null), NOW);
  }

  private static PolicyMemory memory(List<Incident> incidents) {
    return new PolicyMemory(incidents, List.of(), History.EMPTY);
  }

  private static PolicyView view(@Nullable Hold refused) {
    return SampleView.of().refused(refused).view();
  }

  private static Incident open(String pod, String workload, String fault, int seconds) {
    var since = NOW.minusSeconds(seconds);
    return new Incident(
        "i-" + pod,
        new WorkloadRef("Deployment", workload, "u-" + workload, pod),
        new Sighting(fault, "silent", pod, "u-" + pod, null, "n"),
        Course.begun(Phases.detected(since, since), LadderPosition.BOTTOM, since),
        Resolution.OPEN);
  }

  private static Held held(String reason, String pod) {
    return new Held("Pod/" + pod, "i-" + pod, reason, "why", "how");
  }

  private static List<AlarmReason> reasons(Situation situation) {
    return situation.alarms().stream().map(Alarm::reason).toList();
  }

  private static List<String> messages(Situation situation) {
    return Stream.of(situation.alarms())
        .flatMap(List::stream)
        .filter(alarm -> alarm.reason() != AlarmReason.RecoveryOverdue)
        .map(Alarm::message)
        .toList();
  }
}
