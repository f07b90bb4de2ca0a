package dev.holdfast.loop;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Outcome;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.loop.PolicyRecord.Draft;
import dev.holdfast.notice.Notice;
import dev.holdfast.notice.OneLine;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.ops.Metrics;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.plan.Urgency;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a turn tells: the account, the budget, the status, metrics and Events. A defect of any of
 * them is told too, and stops no recovery.
 */
final class Telling {
  private static final Logger log = LoggerFactory.getLogger(Telling.class);

  private final Accounts accounts;
  private final PolicyRecord record;
  private final Predicate<Notice> tell;
  private final Metrics metrics;
  private final Bulkhead bulkhead;

  Telling(
      Accounts accounts,
      PolicyRecord record,
      Predicate<Notice> tell,
      Metrics metrics,
      Bulkhead bulkhead) {
    this.accounts = accounts;
    this.record = record;
    this.tell = tell;
    this.metrics = metrics;
    this.bulkhead = bulkhead;
  }

  /** The account up to now; a new one where nothing can be made of it. */
  Ledger ledger(HighAvailabilityPolicy policy, KnownPolicy known) {
    return bulkhead.get(
        its(known.key(), "account"),
        () -> accounts.upToNow(known, account(policy)),
        () -> accounts.anew(known));
  }

  private static @Nullable String account(HighAvailabilityPolicy policy) {
    return policy.getStatus() == null ? null : policy.getStatus().account();
  }

  /** All of it where nothing can be made of the account, as before it has begun. */
  double budgetLeft(KnownPolicy known, Ledger ledger, Instant now) {
    return bulkhead.get(
        its(known.key(), "error budget"),
        () -> Urgency.budgetLeft(ledger, known.spec().objective(), now),
        () -> 1.0);
  }

  /**
   * What is to be recorded. Where that cannot be told in full, incidents and intents are recorded
   * all the same, and all else begins anew.
   */
  Draft draft(
      HighAvailabilityPolicy policy,
      KnownPolicy known,
      PolicyMemory memory,
      PolicyView view,
      PolicyPass.Result result,
      Ledger ledger,
      Instant now) {
    return bulkhead.get(
        its(known.key(), "status"),
        () -> record.draft(policy, memory, view, result, ledger, now),
        () -> record.afresh(policy, memory, view, result, accounts.anew(known), now));
  }

  void passed(KnownPolicy known, PolicyMemory before, PolicyPass.Result result) {
    bulkhead.run(
        its(known.key(), "metrics"), () -> metrics.passed(known.key().uid(), before, result));
  }

  void rested(KnownPolicy known) {
    metrics.rested(known.key().uid());
  }

  void unreadable(KnownPolicy known, int entries) {
    if (entries == 0) return;
    log.warn(
        "policy {}: {} incidents or intents of its status are not in a form that Holdfast writes,"
            + " and are dropped; who else may write policies/status?",
        known.key(),
        entries);
  }

  void publish(PolicyKey policy, List<Notice> notices) {
    notices.forEach(notice -> bulkhead.run(its(policy, "Events"), () -> publish(policy, notice)));
  }

  private void publish(PolicyKey policy, Notice notice) {
    boolean news = tell.test(notice);
    if (news && notice.subject().kind().equals("HighAvailabilityPolicy")) {
      log.info("policy {}: {}: {}", policy, notice.reason(), notice.message());
    }
  }

  void report(PolicyView view, Outcome outcome) {
    bulkhead.run(its(view.policy(), "outcomes"), () -> metrics.outcome(outcome));
    switch (outcome) {
      case Outcome.Done done -> say(view, done.intent(), "done");
      case Outcome.Refused refused ->
          say(view, refused.intent(), "refused: " + refused.reason() + ": " + refused.message());
      case Outcome.Unknown unknown -> say(view, unknown.intent(), "unknown: " + unknown.why());
    }
  }

  private static void say(PolicyView view, Intent intent, String result) {
    log.info(
        "policy {}: {} of pod {} on node {} ({}): {}",
        view.policy(),
        intent.step().action(),
        intent.step().pod().name(),
        intent.node(),
        intent.id(),
        OneLine.of(result));
  }

  private static String its(PolicyKey policy, String what) {
    return "policy %s: its %s".formatted(policy, what);
  }
}
