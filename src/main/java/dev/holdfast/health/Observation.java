package dev.holdfast.health;

import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Cast;
import java.time.Instant;

/** What has become of an observer's vote. */
public sealed interface Observation {
  String observer();

  /** Where it runs; empty when nobody says. */
  String zone();

  /**
   * It counts.
   *
   * @param missing how many nodes it names
   */
  record Votes(String observer, String zone, int missing) implements Observation {}

  /**
   * It says itself that it cannot be believed.
   *
   * @param why for people
   */
  record Abstains(String observer, String zone, String why) implements Observation {}

  /**
   * It was heard too long ago to count, and lately enough to be counted among those of whom a
   * majority must agree.
   *
   * @param heardAt its last vote, by our own clock
   */
  record Silent(String observer, String zone, Instant heardAt) implements Observation {}

  static Observation of(Cast cast, boolean fresh) {
    Vote vote = cast.vote();
    if (!fresh) return new Silent(vote.observer(), vote.zone(), cast.at());
    return vote.abstains() == null
        ? new Votes(vote.observer(), vote.zone(), vote.nodes().size())
        : new Abstains(vote.observer(), vote.zone(), vote.abstains());
  }
}
