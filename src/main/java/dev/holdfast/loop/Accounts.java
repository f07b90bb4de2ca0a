package dev.holdfast.loop;

import dev.holdfast.ledger.Account;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerCodec;
import dev.holdfast.ledger.Term;
import dev.holdfast.pass.AccountPass;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.Urgency;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the account of each policy, on followers too: a look is made when something that matters
 * arrives, not when somebody has time to reconcile.
 */
final class Accounts {
  private static final Logger log = LoggerFactory.getLogger(Accounts.class);

  private final Map<String, Account> byPolicy = new ConcurrentHashMap<>();
  private final Set<String> adopted = ConcurrentHashMap.newKeySet();
  private final Set<String> current = ConcurrentHashMap.newKeySet();
  private final PolicyViews views;
  private final Supplier<Optional<Term>> predecessor;
  private final Supplier<Instant> clock;

  /**
   * @param predecessor who led before this replica did
   */
  Accounts(PolicyViews views, Supplier<Optional<Term>> predecessor, Supplier<Instant> clock) {
    this.views = views;
    this.predecessor = predecessor;
    this.clock = clock;
  }

  /** Something about the policy's workload changed. */
  void look(KnownPolicy policy) {
    byPolicy.compute(policy.key().uid(), (uid, account) -> looked(policy, opened(account)));
  }

  /** This replica leads now: what others wrote meanwhile is part of the account. */
  void lead() {
    adopted.clear();
    current.clear();
  }

  /** Another replica may lead, and write what this one does not know. */
  void handOver() {
    current.clear();
  }

  void forget(KnownPolicy policy) {
    byPolicy.remove(policy.key().uid());
    adopted.remove(policy.key().uid());
    current.remove(policy.key().uid());
  }

  /** The account as of the last look; empty until what others wrote is part of it in this term. */
  Optional<Ledger> current(KnownPolicy policy) {
    var uid = policy.key().uid();
    return current.contains(uid)
        ? Optional.ofNullable(byPolicy.get(uid)).map(Account::ledger)
        : Optional.empty();
  }

  /**
   * The account up to now.
   *
   * @param written in the policy's status, by whoever led before
   */
  Ledger upToNow(KnownPolicy policy, @Nullable String written) {
    var uid = policy.key().uid();
    var account =
        byPolicy.compute(uid, (same, own) -> looked(policy, adopted(policy, opened(own), written)));
    current.add(uid);
    return account.ledger();
  }

  /** A new account, where nothing can be made of the one that there is, nor of what was written. */
  Ledger anew(KnownPolicy policy) {
    var uid = policy.key().uid();
    var opened = Account.opened(clock.get());
    byPolicy.put(uid, opened);
    adopted.add(uid);
    current.add(uid);
    return opened.ledger();
  }

  /** How badly the policy needs its turn, by the last look. */
  Urgency urgency(KnownPolicy policy) {
    var account = opened(byPolicy.get(policy.key().uid()));
    return Urgency.of(account.ledger(), policy.spec().objective(), clock.get());
  }

  private Account opened(@Nullable Account account) {
    return account == null ? Account.opened(clock.get()) : account;
  }

  private Account looked(KnownPolicy policy, Account account) {
    return AccountPass.run(account, views.glance(policy), clock.get());
  }

  private Account adopted(KnownPolicy policy, Account own, @Nullable String written) {
    if (written == null || !adopted.add(policy.key().uid())) return own;
    try {
      var last = predecessor.get().orElse(null);
      return own.continuing(LedgerCodec.read(written), last, clock.get());
    } catch (IllegalArgumentException e) {
      log.warn(
          "policy {}: its account is unreadable ({}), a new one is opened",
          policy.key(),
          e.getMessage());
      return own;
    }
  }
}
