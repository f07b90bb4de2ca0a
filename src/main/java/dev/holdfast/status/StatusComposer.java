package dev.holdfast.status;

import dev.holdfast.api.PolicyStatus;
import dev.holdfast.api.PolicyStatus.HeldStatus;
import dev.holdfast.api.PolicyStatus.Pods;
import dev.holdfast.api.StatusCondition;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.ledger.HistoryCodec;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.plan.Held;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Selection;
import dev.holdfast.plan.Selection.Oddity;
import dev.holdfast.plan.Standing;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what users read: memory, plan and standing in, a whole status out. */
public final class StatusComposer {
  /** Of many pods. */
  private static final int NAMED = 3;

  private final PolicyView view;
  private final Instant now;
  private final Conditions conditions;

  private StatusComposer(PolicyStatus before, PolicyView view, Instant now) {
    this.view = view;
    this.now = now;
    this.conditions = new Conditions(before.conditions(), view.policy().generation(), now);
  }

  public static PolicyStatus compose(
      @Nullable PolicyStatus before,
      PolicyMemory memory,
      List<Held> held,
      Standing standing,
      Ledger ledger,
      PolicyView view,
      Instant now) {
    return new StatusComposer(before == null ? PolicyStatus.EMPTY : before, view, now)
        .compose(memory, held, standing, ledger);
  }

  private PolicyStatus compose(
      PolicyMemory memory, List<Held> held, Standing standing, Ledger ledger) {
    int open = memory.open().size();
    return new PolicyStatus(
        view.policy().generation(),
        conditions(standing, memory),
        pods(standing),
        AccountComposer.compose(ledger, view.spec().objective(), now),
        RecoveryComposer.compose(memory, ledger, view.spec().objective(), now),
        open,
        memory.incidents().stream().map(MemoryCodec::write).toList(),
        memory.intents().stream().map(IntentCodec::write).toList(),
        held.stream().map(StatusComposer::held).toList(),
        List.of(),
        LedgerCodec.write(ledger),
        memory.history().isEmpty() ? null : HistoryCodec.write(memory.history()));
  }

  /** Tools that wait take what is Stalled for failed; of those that are not, nothing is said. */
  private List<StatusCondition> conditions(Standing standing, PolicyMemory memory) {
    var always = Stream.of(accepted(), selectorSound(), available(standing), recovering(memory));
    return Stream.of(always, probesAgree(), stalled()).flatMap(some -> some).toList();
  }

  private Stream<StatusCondition> stalled() {
    var refusal = view.refused();
    return refusal == null
        ? Stream.of()
        : Stream.of(conditions.next("Stalled", "True", refusal.reason(), refusal.message()));
  }

  private static Pods pods(Standing s) {
    return new Pods(s.desired(), s.ready(), s.minAvailable(), s.ready() + "/" + s.desired());
  }

  private static HeldStatus held(Held h) {
    return new HeldStatus(
        h.subject(), h.incident(), h.reason(), Brief.of(h.message()), h.release());
  }

  private StatusCondition accepted() {
    var refusal = view.refused();
    return refusal == null
        ? conditions.next("Accepted", "True", "Accepted", "the policy is in force")
        : conditions.next("Accepted", "False", refusal.reason(), refusal.message());
  }

  private StatusCondition selectorSound() {
    if (view.refused() != null) {
      return conditions.next(
          "SelectorSound", "Unknown", "NotInForce", "the policy is not accepted");
    }
    var oddities = new Selection(view).oddities();
    return oddities.isEmpty()
        ? conditions.next("SelectorSound", "True", "Sound", "the pods are this policy's alone")
        : conditions.next(
            "SelectorSound",
            "False",
            oddities.getFirst().reason(),
            oddities.stream().map(Oddity::message).collect(Collectors.joining(". ")));
  }

  private StatusCondition available(Standing s) {
    var sentence =
        "%d of %d pods are ready, %d must be".formatted(s.ready(), s.desired(), s.minAvailable());
    if (view.pods().isEmpty()) {
      return conditions.next("Available", "Unknown", "NoPods", "the selector matches no pod");
    }
    return s.isMet()
        ? conditions.next("Available", "True", "MinAvailableMet", sentence)
        : conditions.next("Available", "False", "BelowMinAvailable", sentence);
  }

  /** Only of policies with a probe. */
  private Stream<StatusCondition> probesAgree() {
    if (view.spec().detection().probe() == null || view.refused() != null) return Stream.of();
    var probed = view.probed();
    if (!probed.disagreeing().isEmpty()) {
      return probesAgree("False", "ProbeDisagrees", some(probed.disagreeing(), "; "));
    }
    return probed.unasked().isEmpty()
        ? probesAgree("True", "Agree", "kubelets and Holdfast's own probe say the same of the pods")
        : probesAgree(
            "Unknown",
            "NotAsked",
            "these declare no such port, have no address of their own, or are too many: "
                + some(probed.unasked(), ", "));
  }

  private Stream<StatusCondition> probesAgree(String status, String reason, String message) {
    return Stream.of(conditions.next("ProbesAgree", status, reason, Brief.of(message)));
  }

  private static String some(List<String> all, String separator) {
    var first = all.stream().limit(NAMED).collect(Collectors.joining(separator));
    int more = all.size() - NAMED;
    return more > 0 ? first + separator + more + " more" : first;
  }

  private StatusCondition recovering(PolicyMemory memory) {
    long acting = memory.open().stream().filter(i -> i.phases().decidedAt() != null).count();
    var slots = acting == 1 ? "1 slot is" : acting + " slots are";
    return acting > 0
        ? conditions.next("Recovering", "True", "StepsTaken", slots + " being recovered")
        : conditions.next("Recovering", "False", "NothingUnderWay", "no slot is being recovered");
  }
}
