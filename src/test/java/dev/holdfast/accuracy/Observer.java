package dev.holdfast.accuracy;

import static dev.holdfast.accuracy.World.SECOND;

import dev.holdfast.accuracy.Evidence.Arrival;
import dev.holdfast.accuracy.World.Deaf;
import dev.holdfast.accuracy.World.Life;
import dev.holdfast.health.LastSign;
import dev.holdfast.ledger.Account;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.Lookout;
import dev.holdfast.ledger.Term;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One process of Holdfast: it looks whenever something arrives. */
final class Observer {
  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

  /** As the guards have it: without an answer for so long the API server is away. */
  private static final long OUTAGE = 5 * SECOND;

  /** By default Holdfast believes nothing for so long after an outage. */
  private static final long QUIET = 50 * SECOND;

  /** A pause is noticed at the first pass after it, and over at the next. */
  private static final long NOTICED = 100;

  private static final long PASSED = 350;

  private final World world;
  private final Life life;
  private final Evidence evidence;
  private final TreeSet<Long> looks = new TreeSet<>();
  private final Map<Integer, Long> readySince = new HashMap<>();
  private int next;
  private Account account;

  Observer(World world, Life life) {
    this.world = world;
    this.life = life;
    this.evidence = Evidence.of(world, life);
    this.account = Account.opened(instant(life.opens()));
    evidence.arrivals.forEach(a -> looks.add(a.at()));
    evidence.silences.forEach(s -> looks.add(s.silent()));
    world.wanted.keySet().forEach(t -> looks.add(evidence.seen(t)));
    for (var m : world.maintenances) {
      looks.add(evidence.seen(m.from()));
      looks.add(evidence.seen(m.to()));
    }
    for (var d : world.deaf) {
      looks.add(d.to());
      looks.add(blindFrom(d));
      looks.add(sightedFrom(d));
    }
    look(life.opens());
  }

  static Instant instant(long millis) {
    return START.plusMillis(millis);
  }

  /** The next moment at which it looks by itself; none is left at {@link Long#MAX_VALUE}. */
  long nextLook(long after) {
    var at = looks.higher(after);
    return at == null ? Long.MAX_VALUE : at;
  }

  /** Looks once for each thing that arrived, and at least once. */
  void look(long now) {
    boolean looked = false;
    while (next < evidence.arrivals.size() && evidence.arrivals.get(next).at() <= now) {
      var arrival = evidence.arrivals.get(next++);
      see(arrival);
      if (arrival.at() > life.opens()) {
        account = account.after(lookout(now), instant(now));
        looked = true;
      }
    }
    if (!looked) account = account.after(lookout(now), instant(now));
  }

  void lead(Ledger written, @Nullable Life before) {
    var last = before == null ? null : term(before);
    account = account.continuing(written, last, instant(life.leads()));
  }

  private static Term term(Life life) {
    return new Term(instant(life.leads()), instant(life.renewed()));
  }

  Ledger ledger() {
    return account.ledger();
  }

  private void see(Arrival arrival) {
    if (arrival.ready()) {
      readySince.put(arrival.slot(), arrival.at());
    } else {
      readySince.remove(arrival.slot());
    }
  }

  private Lookout lookout(long now) {
    int wanted = 0;
    for (var step : world.wanted.entrySet()) {
      if (step.getKey() == 0 || evidence.seen(step.getKey()) <= now) wanted = step.getValue();
    }
    Map<String, String> ready = new HashMap<>();
    readySince.forEach((slot, since) -> ready.put(slot + "@" + since, "n" + host(slot, since)));
    return new Lookout(
        wanted,
        ready,
        world.promised(wanted),
        silent(now),
        new HashSet<>(ready.values()),
        maintained(now),
        heard(now),
        blindSince(now));
  }

  private int host(int slot, long since) {
    return world.host(slot, since);
  }

  private Map<String, LastSign> silent(long now) {
    Map<String, LastSign> silent = new HashMap<>();
    for (var s : evidence.silences) {
      if (s.silent() > now) continue;
      boolean misses =
          s.loss().slots().stream()
              .anyMatch(
                  slot ->
                      !readySince.containsKey(slot)
                          && now < world.hosts.get(slot).higherKey(s.loss().at()) + 2 * SECOND);
      if (misses) silent.put("n" + s.loss().host(), s.last());
    }
    return silent;
  }

  private Set<String> maintained(long now) {
    Set<String> hosts = new HashSet<>();
    for (var m : world.maintenances) {
      if (evidence.seen(m.from()) <= now && now < evidence.seen(m.to())) hosts.add("n" + m.host());
    }
    return hosts;
  }

  private @Nullable Instant heard(long now) {
    if (blindSince(now) == null) return instant(now); // nobody asks
    long least = Long.MAX_VALUE;
    for (var slot : readySince.entrySet()) {
      int host = host(slot.getKey(), slot.getValue());
      long until =
          world.losses.stream()
              .filter(l -> l.host() == host)
              .mapToLong(l -> l.at())
              .min()
              .orElse(now);
      least = Math.min(least, Math.max(life.opens(), Renewals.heard(world, host, until, now)));
    }
    return least == Long.MAX_VALUE ? null : instant(least);
  }

  private static long blindFrom(Deaf d) {
    return d.api() ? d.from() + OUTAGE : d.to() + NOTICED;
  }

  private static long sightedFrom(Deaf d) {
    return d.api() ? d.to() + QUIET : d.to() + PASSED;
  }

  private @Nullable Instant blindSince(long now) {
    for (var d : world.deaf) {
      boolean knows = d.from() >= life.opens();
      if (knows && blindFrom(d) <= now && now < sightedFrom(d)) return instant(d.from());
    }
    return null;
  }
}
