package dev.holdfast.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one observer says of the targets that it misses. A node that it does not name answers it:
 * one that it could not ask is named as one that never answered. Ages, not instants: the clocks of
 * machines differ.
 *
 * @param observer the replica's name
 * @param zone where it runs; empty when nobody says
 * @param node that it runs on, and so cannot vouch for: whatever ends it ends this observer too;
 *     empty when nobody says
 * @param sequence grows with each vote of this observer
 * @param abstains why its misses say nothing (it is cut off itself); absent while they do
 * @param probed how many nodes it probes
 * @param nodes nodes that it misses, by uid
 * @param pods pods that it misses, by uid
 */
public record Vote(
    String observer,
    String zone,
    String node,
    long sequence,
    @Nullable String abstains,
    int probed,
    Map<String, Miss> nodes,
    Map<String, Miss> pods) {
  /** Between two words of an observer, while all is calm. */
  public static final Duration HEARTBEAT = Duration.ofSeconds(5);

  /**
   * A target that brought no answer several times in a row.
   *
   * @param age how long before the vote the first unanswered probe was sent
   * @param answered how long before the vote the last probe was sent that it answered; absent when
   *     it never answered this observer, whose misses say nothing then
   * @param podAnswered of a node: how long before the vote a probe was sent that some pod there
   *     answered; absent when none did
   */
  public record Miss(
      ProbeAnswer answer,
      Duration age,
      @Nullable Duration answered,
      @Nullable Duration podAnswered) {
    public boolean answeredBefore() {
      return answered != null;
    }
  }

  /**
   * A vote as it arrived.
   *
   * @param at when we saw its sequence change, by our own steady clock
   */
  public record Cast(Vote vote, Instant at) {

    /** When the first unanswered probe was sent, on our clock; never before it truly was. */
    public Instant missingSince(Miss miss) {
      return at.minus(miss.age());
    }
  }

  public Vote {
    nodes = Map.copyOf(nodes);
    pods = Map.copyOf(pods);
  }
}
