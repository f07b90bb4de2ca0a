package dev.holdfast.ledger;

import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    int gone = gone();
    int came = (int) look.ready().keySet().stream().filter(this::isNew).count();
    lost().forEach(this::lose);
    step(isListening() ? now.minus(Account.TRAVEL) : spell.opened(), Margin.ofPods(-gone));
    step(now.minus(Account.TRAVEL), Margin.ofPods(came));
    demand();
    return steps;
  }

  private boolean isNew(String pod) {
    return !before.ready().containsKey(pod);
  }

  private boolean isListening() {
    return !now.isBefore(spell.opened().plus(LISTENED));
  }

  private int gone() {
    return (int)
        before.ready().entrySet().stream()
            .filter(pod -> !look.ready().containsKey(pod.getKey()))
            .filter(pod -> !look.silent().containsKey(pod.getValue()))
            .count();
  }

  /** Nodes that fell silent, and how many pods went with each. */
  private Map<String, Integer> lost() {
    var lost = new HashMap<String, Integer>();
    before
        .ready()
        .forEach(
            (pod, node) -> {
              if (!look.ready().containsKey(pod) && look.silent().containsKey(node)) {
                lost.merge(node, 1, Integer::sum);
              }
            });
    return lost;
  }

  /**
   * Some time after it was heard last, and before its next sign was due; a sign that was due while
   * nobody listened proves nothing.
   */
  private void lose(String node, int pods) {
    var heard = look.silent().get(node);
    var due = (heard.isAfter(spell.opened()) ? heard : spell.opened()).plus(RENEWAL);
    var start = heard.minus(Account.TRAVEL);
    steps.add(new Step(start, due.isBefore(now) ? due : now, Margin.ofPods(-pods)));
    if (start.isBefore(earliest)) earliest = start;
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
