package dev.holdfast.ledger;

import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A ledger that is being kept: the fold over looks at a workload, each made when something about it
 * changed.
 *
 * @param silent silent nodes that the last look knew of
 * @param nodes that held its pods when it was last as available as promised
 */
public record Account(Ledger ledger, Set<String> silent, Set<String> nodes) {
  /**
   * From the change of a pod to its arrival here: a kubelet tells within a second, the API server's
   * watch within a tenth.
   */
  static final Duration TRAVEL = Duration.ofSeconds(1);

  public static Account opened(Instant now) {
    return new Account(Ledger.opened(now), Set.of(), Set.of());
  }

  /** The account that another one kept before, and this one since then. */
  public Account continuing(Ledger before) {
    return new Account(before.continuedBy(ledger), silent, nodes);
  }

  /** The account after one more look. */
  public Account after(Lookout look, Instant now) {
    if (look.blindSince() != null) return blind(look.blindSince(), now);
    var service = service(look);
    var booked = book(look, service, now).vouchedUntil(now).compacted();
    return new Account(
        booked, look.silent().keySet(), service.isAvailable() ? look.nodes() : nodes);
  }

  private Account blind(Instant since, Instant now) {
    return new Account(
        ledger.unwatched(since, Instant.MAX).vouchedUntil(now).compacted(), silent, nodes);
  }

  private Service service(Lookout look) {
    if (look.desired() == 0) return Service.UNKNOWN;
    if (look.ready() >= look.promised()) {
      return look.ready() >= look.desired() ? Service.UP : Service.DEGRADED;
    }
    return isPlanned(look) ? Service.PLANNED : Service.DOWN;
  }

  /** A node that had its pods is being maintained, and none is simply lost. */
  private boolean isPlanned(Lookout look) {
    return look.silent().isEmpty() && !Collections.disjoint(nodes, look.maintained());
  }

  private Ledger book(Lookout look, Service service, Instant now) {
    var before = ledger.recent().last();
    if (service == before) return ledger;
    if (service == Service.UNKNOWN) return ledger.unwatched(now, Instant.MAX);
    if (service.isAvailable() && !ledger.isBegun()) return begun(service, now);
    if (before == Service.UNKNOWN) return ledger.then(Edge.at(now, service));
    var lost = newlySilent(look);
    return lost.isEmpty() || service.compareTo(before) < 0
        ? ledger.then(arrived(service, now))
        : ledger.noBetter(lost(lost, service));
  }

  /** What it took to become available for the first time was no outage. */
  private static Ledger begun(Service service, Instant now) {
    return Ledger.opened(now).then(Edge.at(now, service));
  }

  private Edge arrived(Service service, Instant now) {
    return new Edge(now.minus(TRAVEL), now, service);
  }

  private Collection<Instant> newlySilent(Lookout look) {
    return look.silent().entrySet().stream()
        .filter(node -> !silent.contains(node.getKey()))
        .map(Map.Entry::getValue)
        .collect(Collectors.toList());
  }

  /** Some time after the first of them was heard last, and before the next sign of the last. */
  private static Edge lost(Collection<Instant> heard, Service service) {
    return new Edge(
        Collections.min(heard), Collections.max(heard).plus(NodeSignal.LEASE_RENEWAL), service);
  }
}
