package dev.holdfast.ledger;

import static dev.holdfast.signal.Instants.later;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A ledger that is being kept: the fold over looks at a workload, each made when something about it
 * changed.
 *
 * @param booked what no evidence changes any more
 * @param spell what was seen since then; absent while nothing can be
 * @param ready the pods that were at the last look, and their nodes
 * @param nodes that held its pods when it was last as available as promised
 */
public record Account(
    Ledger booked, @Nullable Spell spell, Map<String, String> ready, Set<String> nodes) {
  /**
   * From the change of a pod to its arrival here: a kubelet tells within a second, the API server's
   * watch within a tenth.
   */
  static final Duration TRAVEL = Duration.ofSeconds(1);

  /**
   * How late it may turn out that a host was lost: the control plane gives up on it after 50 s, as
   * Holdfast does by default, and looks every 5 s.
   */
  static final Duration LATE = Duration.ofMinutes(1);

  public static Account opened(Instant now) {
    return new Account(Ledger.opened(now), null, Map.of(), Set.of());
  }

  /** The account up to the last look. */
  public Ledger ledger() {
    return (spell == null ? booked : booked.then(spell.edges())).compacted();
  }

  /**
   * The account that another one kept before, and this one since then. Of the other one's last
   * minute nothing is believed, since a host may have been lost without its knowing; where this one
   * watched as well it need not be.
   *
   * @param last the term before this replica's; absent when it saw none
   */
  public Account continuing(Ledger written, @Nullable Term last, Instant now) {
    var led = last == null ? written : last.vouched(written);
    var own = later(believed(written, now), booked.exactFrom());
    var trusted = believed(led, now);
    var joint = later(begin(written, now), trusted.isBefore(own) ? trusted : own);
    var joined = led.knownUntil(joint, joint.plus(LATE)).continuedBy(booked);
    return new Account(joined, spell == null ? null : spell.since(joint), ready, nodes);
  }

  /**
   * Whose clock was ahead booked all that much later: what it wrote of a time that is still to come
   * happened in as long a time before now.
   */
  private static Instant believed(Ledger vouched, Instant now) {
    var ahead = Duration.between(now, vouched.until());
    var end = ahead.isPositive() ? now.minus(ahead) : vouched.until();
    return end.minus(LATE);
  }

  /** Where it lies in a time that is still to come nobody knows when it was. */
  private static Instant begin(Ledger written, Instant now) {
    return written.since().isAfter(now) ? now.minus(LATE) : written.since();
  }

  /** The account after one more look. */
  public Account after(Lookout look, Instant now) {
    if (look.blindSince() != null) return unseen(earlier(look.blindSince(), look.heard()), now);
    if (look.desired() == 0) return unseen(now, now);
    var next = spell == null ? opening(look, now) : watching(spell, look, now);
    return next.begun(look, now);
  }

  private Account unseen(Instant since, Instant now) {
    if (spell == null) return with(booked.vouchedUntil(now), null);
    var from = since.minus(TRAVEL);
    return with(ledger().unwatched(from, Instant.MAX).vouchedUntil(now).compacted(), null);
  }

  private Account opening(Lookout look, Instant now) {
    return seeing(look, booked.vouchedUntil(now), Spell.opened(now, margin(look)));
  }

  private Account watching(Spell spell, Lookout look, Instant now) {
    var all = spell.then(new Changes(this, spell, look, now).steps());
    var settled = all.settled(now);
    var ledger = settled.steps().isEmpty() ? booked : booked.then(settled.edges()).compacted();
    return seeing(look, ledger.vouchedUntil(now), all.unsettled(now));
  }

  private Account seeing(Lookout look, Ledger ledger, Spell spell) {
    boolean available = spell.margin().service().isAvailable();
    return new Account(ledger, spell, look.ready(), available ? look.nodes() : nodes);
  }

  /** What it took to become available for the first time was no outage. */
  private Account begun(Lookout look, Instant now) {
    var margin = margin(look);
    if (booked.isBegun() || !margin.service().isAvailable()) return this;
    var first = Ledger.opened(now).then(Edge.at(now, margin.service()));
    return with(first, Spell.opened(now, margin));
  }

  Margin margin(Lookout look) {
    return look.pods().plus(new Margin(0, 0, isPlanned(look) ? 1 : 0));
  }

  /** A node that had its pods is being maintained, and none is simply lost. */
  private boolean isPlanned(Lookout look) {
    return look.silent().isEmpty() && !Collections.disjoint(nodes, look.maintained());
  }

  private Account with(Ledger ledger, @Nullable Spell next) {
    return new Account(ledger, next, next == null ? Map.of() : ready, nodes);
  }

  private static Instant earlier(Instant a, @Nullable Instant b) {
    return b == null || a.isBefore(b) ? a : b;
  }
}
