package dev.holdfast.health;

import dev.holdfast.api.QuorumRule;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The observers whose votes count. More than half of all that are known must agree, and be heard
 * lately: the silence of an observer is no vote of it. Where each errs once in a hundred times, two
 * of three err together three times in ten thousand (3p² − 2p³), if they err independently: so they
 * must stand in several zones.
 *
 * @param heard those that are known, heard within {@link #KNOWN}
 * @param voters those that were heard within {@link #FRESH} and do not abstain
 * @param zones where the known ones run
 */
record Electorate(List<Cast> heard, List<Cast> voters, Set<String> zones) {
  /** Fewer cannot outvote one of them that errs. */
  static final int FEWEST = 3;

  /** A write is given up after a second, and as long may its way to us take. */
  static final Duration WAY = Duration.ofSeconds(2);

  /** Two heartbeats, and their way. */
  static final Duration FRESH = Vote.HEARTBEAT.multipliedBy(2).plus(WAY);

  /** So long one that fell silent still counts among those of whom a majority must agree. */
  static final Duration KNOWN = Duration.ofMinutes(1);

  static Electorate of(Collection<Cast> casts, Instant evidenceSince, Instant now) {
    var known = casts.stream().filter(cast -> isWithin(cast, KNOWN, now)).toList();
    var voters =
        known.stream()
            .filter(cast -> isFresh(cast, evidenceSince, now))
            .filter(cast -> cast.vote().abstains() == null)
            .toList();
    return new Electorate(
        known, voters, known.stream().map(cast -> cast.vote().zone()).collect(Collectors.toSet()));
  }

  /** What became of the vote of each that is known, by name. */
  static List<Observation> observations(
      Collection<Cast> casts, Instant evidenceSince, Instant now) {
    return casts.stream()
        .filter(cast -> isWithin(cast, KNOWN, now))
        .map(cast -> Observation.of(cast, isFresh(cast, evidenceSince, now)))
        .sorted(Comparator.comparing(Observation::observer))
        .toList();
  }

  /** So lately that it is still so, as far as a vote can tell. */
  static boolean isLately(Instant at, Instant now) {
    return Duration.between(at, now).compareTo(FRESH) < 0;
  }

  private static boolean isFresh(Cast cast, Instant evidenceSince, Instant now) {
    return isLately(cast.at(), now) && cast.at().isAfter(evidenceSince);
  }

  private static boolean isWithin(Cast cast, Duration age, Instant now) {
    return Duration.between(cast.at(), now).compareTo(age) < 0;
  }

  int known() {
    return heard.size();
  }

  /** When the observer that runs on that node was heard last, whatever it said. */
  Optional<Instant> heardFrom(String node) {
    return heard.stream()
        .filter(cast -> cast.vote().node().equals(node))
        .map(Cast::at)
        .max(Comparator.naturalOrder());
  }

  boolean isLargeEnough() {
    return known() >= FEWEST;
  }

  boolean isMajority(int count) {
    return isLargeEnough() && count * 2 > known();
  }

  /** As many as the rule demands, in as many zones, or in all where they stand in fewer. */
  boolean isQuorum(List<Ballot> agreeing, QuorumRule rule) {
    boolean enough =
        switch (rule.observers()) {
          case Majority -> isMajority(agreeing.size());
          case All -> isLargeEnough() && agreeing.size() == known();
        };
    if (!enough) return false;
    long domains = agreeing.stream().map(b -> b.cast().vote().zone()).distinct().count();
    return domains >= Math.min(rule.minDomains(), zones.size());
  }
}
