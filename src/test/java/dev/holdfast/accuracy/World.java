package dev.holdfast.accuracy;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What really happened in one history, written down by whoever made it happen. */
final class World {
  static final long SECOND = 1000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;
  static final long DAY = 24 * HOUR;

  /** A time in which the pod of a slot was not there to serve. */
  record Outage(int slot, long from, long to, boolean byHost) {}

  /**
   * A host that never came back.
   *
   * @param given up on by the control plane, which then says so of each pod
   */
  record Loss(int host, long at, long givenUp, List<Integer> slots) {}

  record Maintenance(int host, long from, long to) {}

  /**
   * Nothing arrives.
   *
   * @param api it is the API server that is away, for everybody; else Holdfast stands still
   */
  record Deaf(long from, long to, boolean api) {}

  /**
   * One process of Holdfast.
   *
   * @param leads from then on, until it ends
   * @param renewed when it last renewed the leader's lease
   */
  record Life(long opens, long leads, long renewed, long ends) {}

  final long seed;
  final long end;

  /** The longest that evidence of a pod takes to arrive in this history. */
  final long travel;

  /** Three observers ask each host; else only leases tell of them. */
  final boolean observed;

  /** Share of the wanted pods that is promised, or their number where negative. */
  final double promise;

  final List<Outage> outages = new ArrayList<>();
  final List<Loss> losses = new ArrayList<>();
  final List<Maintenance> maintenances = new ArrayList<>();
  final List<Deaf> deaf = new ArrayList<>();
  final List<Life> lives = new ArrayList<>();
  final TreeMap<Long, Integer> wanted = new TreeMap<>();

  /** Where each slot's pod is, from when. */
  final List<TreeMap<Long, Integer>> hosts = new ArrayList<>();

  World(long seed, long end, long travel, boolean observed, double promise) {
    this.seed = seed;
    this.end = end;
    this.travel = travel;
    this.observed = observed;
    this.promise = promise;
  }

  int slots() {
    return hosts.size();
  }

  int wanted(long at) {
    return wanted.floorEntry(at).getValue();
  }

  int promised(int wanted) {
    return promise < 0 ? (int) -promise : (int) Math.ceil(promise * wanted - 1e-9);
  }

  /** Less is never wanted, but nothing at all: it would be down for as long as that. */
  int leastWanted() {
    return promise < 0 ? (int) -promise : 1;
  }

  /** Nothing else happens beside maintenance: what would be planned then is a matter of words. */
  boolean isMaintained(long start, long stop) {
    return maintenances.stream()
        .anyMatch(m -> start < m.to + 5 * MINUTE && m.from - 5 * MINUTE < stop);
  }

  int host(int slot, long at) {
    return hosts.get(slot).floorEntry(at).getValue();
  }

  /** Whoever runs stands still. */
  boolean isPaused(long at) {
    return deaf.stream().anyMatch(d -> !d.api && d.from <= at && at < d.to);
  }

  /** The moment itself, or the end of the deafness that it falls into. */
  long whenHeard(long at) {
    for (var d : deaf) if (d.from <= at && at < d.to) return d.to;
    return at;
  }

  /** The moment itself, or the end of the API server's outage that it falls into. */
  long whenAnswered(long at) {
    for (var d : deaf) if (d.api && d.from <= at && at < d.to) return d.to;
    return at;
  }
}
