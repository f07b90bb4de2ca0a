package dev.holdfast.pass;

import dev.holdfast.health.Hold;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.notice.About;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Situation;
import dev.holdfast.plan.Held;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is the matter with a policy's workloads: what a pass found in, alarms out. */
public final class PolicyAlarms {
  /** The fastest burn alarm of a 99.9 % objective is due 52 s after a total outage began. */
  private static final Duration BURNING = Duration.ofSeconds(15);

  private PolicyAlarms() {}

  /** Where the policy is not in force nothing is well: nobody looks. */
  public static Situation of(
      PolicyMemory memory,
      List<Held> held,
      Standing standing,
      Ledger ledger,
      PolicyView view,
      Instant now) {
    var policy = About.policy(view.policy().namespace(), view.policy().name());
    var refused = view.refused();
    if (refused != null) return Situation.allOver(policy, notInForce(refused));
    var promised = view.spec().objective().recoveryTime().value();
    var faults = new FaultAlarms(policy, memory, promised, now);
    var alarms = new ArrayList<Alarm>();
    unavailable(policy, standing, ledger).forEach(alarms::add);
    alarms.addAll(faults.firing());
    alarms.addAll(HeldAlarms.of(policy, held));
    alarms.addAll(BudgetAlarms.of(policy, view.spec().objective(), ledger, now));
    return new Situation(policy, alarms, faults.endings(), changesAt(standing, faults, now));
  }

  private static String notInForce(Hold refused) {
    return "nobody looks: the policy is not in force any more (%s): %s"
        .formatted(refused.reason(), refused.message());
  }

  /** A budget burns while nothing happens. */
  private static @Nullable Instant changesAt(Standing standing, FaultAlarms faults, Instant now) {
    var burning = standing.isMet() ? Optional.<Instant>empty() : Optional.of(now.plus(BURNING));
    return Stream.of(burning, faults.nextOverdue())
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElse(null);
  }

  /** Before it was available for the first time there was nothing to lose. */
  private static Stream<Alarm> unavailable(About policy, Standing standing, Ledger ledger) {
    if (standing.isMet() || standing.desired() == 0 || !ledger.isBegun()) return Stream.of();
    var sentence =
        "%d of %d pods are ready, %d must be"
            .formatted(standing.ready(), standing.desired(), standing.minAvailable());
    return Stream.of(Alarm.of(AlarmReason.Unavailable, policy, "", sentence));
  }
}
