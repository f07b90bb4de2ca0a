package dev.holdfast.ledger;

import dev.holdfast.health.LastSign;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What changed from the last look of an account to the next one, and when that can have been. */
final class Changes {
  /**
   * A kubelet waits up to 4 % longer between two renewals, so that they do not all come at once.
   */
  private static final Duration RENEWAL = NodeSignal.LEASE_RENEWAL.plus(percent(4));

  /**
   * Whoever has listened for less than that cannot tell a lost host from a pod's own fault: a host
   * counts as silent after 12 s, and the control plane may have known before.
   */
  private static final Duration LISTENED = Duration.ofSeconds(15);

  private final Account before;
  private final Spell spell;
  private final Lookout look;
  private final Instant now;
  private final List<Step> steps = new ArrayList<>();
  private Instant earliest;

  Changes(Account before, Spell spell, Lookout look, Instant now) {
    this.before = before;
    this.spell = spell;
    this.look = look;
    this.now = now;
    this.earliest = now.minus(Account.TRAVEL);
  }

  private static Duration percent(int share) {
    return NodeSignal.LEASE_RENEWAL.multipliedBy(share).dividedBy(100);
  }

  List<Step> steps() {
    look.silent().forEach(this::lose);
    step(isListening() ? now.minus(Account.TRAVEL) : spell.opened(), Margin.ofPods(-gone()));
    step(now.minus(Account.TRAVEL), Margin.ofPods(came()));
    demand();
    return steps;
  }

  /** A node's pods went some time after it was heard last, and before its next sign was due. */
  private void lose(String node, LastSign last) {
    int pods = gone(node::equals);
    if (pods == 0) return;
    var start = last.heardAt().minus(Account.TRAVEL);
    var due = due(last);
    steps.add(new Step(start, due.isBefore(now) ? due : now, Margin.ofPods(-pods)));
    if (start.isBefore(earliest)) earliest = start;
  }

  /** A sign that was due while nobody listened proves nothing. */
  private Instant due(LastSign last) {
    var renewed = listened(last.heardAt()).plus(RENEWAL);
    var missed = last.missedAt() == null ? renewed : listened(last.missedAt());
    return missed.isBefore(renewed) ? missed : renewed;
  }

  private Instant listened(Instant moment) {
    return moment.isAfter(spell.opened()) ? moment : spell.opened();
  }

  private boolean isListening() {
    return !now.isBefore(spell.opened().plus(LISTENED));
  }

  private int gone() {
    return gone(node -> !look.silent().containsKey(node));
  }

  private int gone(Predicate<String> from) {
    return (int)
        before.ready().entrySet().stream()
            .filter(pod -> !look.ready().containsKey(pod.getKey()))
            .filter(pod -> from.test(pod.getValue()))
            .count();
  }

  private int came() {
    return (int)
        look.ready().keySet().stream().filter(pod -> !before.ready().containsKey(pod)).count();
  }

  /** What is wanted or planned changed; a plan ends when a host is lost. */
  private void demand() {
    var pods = Margin.ofPods(look.ready().size() - before.ready().size());
    step(earliest, before.margin(look).minus(spell.margin()).minus(pods));
  }

  private void step(Instant start, Margin by) {
    if (!by.equals(Margin.NONE)) steps.add(new Step(start, now, by));
  }
}
