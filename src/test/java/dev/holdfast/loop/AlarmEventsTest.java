package dev.holdfast.loop;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Fleet.Guard;
import dev.holdfast.health.Proof;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Course;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.LadderPosition;
import dev.holdfast.incident.Phases;
import dev.holdfast.incident.Resolution;
import dev.holdfast.incident.Sighting;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmJournal;
import dev.holdfast.notice.AlarmNotices;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.Notice.Subject;
import dev.holdfast.notice.Situation;
import dev.holdfast.plan.Held;
import dev.holdfast.plan.Notices;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.WorkloadRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whatever is told to receivers is told in Events too, and by one of those who tell only. */
class AlarmEventsTest {
  private static final Subject POLICY = new Subject("v1", "Policy", "shop", "web", "u");
  private static final Notices NOTICES =
      new Notices(new PolicyKey("shop", "web", "u", Instant.EPOCH, 1));
  private static final NodeNotices NODES = new NodeNotices("holdfast-system");
  private static final Incident LOST =
      new Incident(
          "i",
          new WorkloadRef("Deployment", "web", "u-web", "0"),
          new Sighting("NodeLost", "silent", "a", "u-a", null, "n1"),
          Course.begun(Phases.detected(NOON, NOON), LadderPosition.BOTTOM, NOON),
          Resolution.OPEN);

  @ParameterizedTest
  @EnumSource(AlarmReason.class)
  void eachAlarmThatFiresHasItsEvent(AlarmReason reason) {
    var told = Stream.concat(beginning(reason), journal(AlarmJournal.EMPTY, firing(reason)));
    assertThat(told.map(Notice::reason).distinct()).containsExactly(reason.name());
  }

  @ParameterizedTest
  @EnumSource(AlarmReason.class)
  void eachAlarmThatIsOverHasItsEvent(AlarmReason reason) {
    var told = Stream.concat(end(reason), journal(firing(reason), over(reason)));
    assertThat(told.map(Notice::type).distinct()).containsExactly(Notice.Type.NORMAL);
  }

  @Test
  void nobodyIsToldTwice() {
    assertThat(Stream.of(AlarmReason.values()))
        .allSatisfy(reason -> assertThat(journal(firing(reason), firing(reason))).isEmpty())
        .allSatisfy(
            reason ->
                assertThat(beginning(reason).findAny().isPresent())
                    .isNotEqualTo(
                        journal(AlarmJournal.EMPTY, firing(reason)).findAny().isPresent()))
        .allSatisfy(
            reason ->
                assertThat(end(reason).findAny().isPresent())
                    .isNotEqualTo(journal(firing(reason), over(reason)).findAny().isPresent()));
  }

  private static Stream<Notice> beginning(AlarmReason reason) {
    return switch (reason) {
      case FaultDetected -> NOTICES.detected(LOST);
      case LadderExhausted ->
          Stream.of(NOTICES.exhausted(LOST, LadderPosition.BOTTOM.exhausted(NOON)));
      case Held -> Stream.of(NOTICES.held(new Held("Pod/a", "i", "Veto", "why", "how")));
      case NodeImpaired -> verdicts(well(), new Verdict.Impaired(NOON, "disk"));
      case KubeletDown -> verdicts(well(), new Verdict.KubeletDown(NOON, "refuses"));
      case NodeUnreachable -> verdicts(well(), unreachable());
      case NodeLost -> verdicts(well(), new Verdict.Lost(NOON, "silent"));
      case NodeDead -> verdicts(well(), dead());
      case GuardHolding -> NODES.between(guarded(), guarded(new Guard("G", "", "m"))).stream();
      case Unavailable,
          RecoveryOverdue,
          BudgetBurningFast,
          BudgetBurningSlow,
          BudgetSpent,
          Blind,
          MoreAlarms ->
          Stream.of();
    };
  }

  private static Verdict unreachable() {
    return new Verdict.Unreachable(NOON, "silent", List.of("o1", "o2"));
  }

  private static Stream<Notice> end(AlarmReason reason) {
    return switch (reason) {
      case FaultDetected, LadderExhausted ->
          NOTICES.closed(LOST.closed(Resolution.RECOVERED, NOON));
      case NodeImpaired -> verdicts(new Verdict.Impaired(NOON, "disk"), well());
      case KubeletDown -> verdicts(new Verdict.KubeletDown(NOON, "refuses"), well());
      case NodeUnreachable -> verdicts(unreachable(), well());
      case NodeLost -> verdicts(new Verdict.Lost(NOON, "silent"), well());
      case NodeDead -> verdicts(dead(), well());
      case Held,
          GuardHolding,
          Unavailable,
          RecoveryOverdue,
          BudgetBurningFast,
          BudgetBurningSlow,
          BudgetSpent,
          Blind,
          MoreAlarms ->
          Stream.of();
    };
  }

  private static Stream<Notice> verdicts(Verdict before, Verdict after) {
    return NODES
        .between(
            fleet(health(node("{name: n1}"), before)), fleet(health(node("{name: n1}"), after)))
        .stream();
  }

  private static Verdict well() {
    return new Verdict.Healthy(NOON);
  }

  private static Verdict dead() {
    return new Verdict.Dead(NOON, new Proof.HumanConfirmed("u", "b", NOON));
  }

  private static Fleet guarded(Guard... guards) {
    return new Fleet(Map.of(), List.of(guards), NOON, null, List.of());
  }

  private static Stream<Notice> journal(AlarmJournal before, AlarmJournal after) {
    return AlarmNotices.between(before, after, POLICY);
  }

  private static AlarmJournal firing(AlarmReason reason) {
    var alarm = new Alarm(reason, "Policy/web", "", "what", "next");
    return AlarmJournal.EMPTY.after(situation(List.of(alarm)), List.of("c"), NOON);
  }

  private static AlarmJournal over(AlarmReason reason) {
    return firing(reason).after(situation(List.of()), List.of("c"), NOON);
  }

  private static Situation situation(List<Alarm> alarms) {
    return new Situation(About.policy("shop", "web"), alarms, Map.of(), null);
  }
}
