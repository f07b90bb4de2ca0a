package dev.holdfast.health;

import dev.holdfast.signal.ProbeAnswer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the observers together say of one node. */
public sealed interface Reach {
  /** No observer probes it, or nobody asked: what is known is known by the lease alone. */
  Reach UNKNOWN = new Unsettled("no observer is heard", false);

  /**
   * Their probes settle nothing: too few observers are heard, they disagree, or it never answered.
   *
   * @param answers somebody was heard lately who does get answers of it, or of a pod there
   */
  record Unsettled(String why, boolean answers) implements Reach {}

  /**
   * It answers most of them.
   *
   * @param doubted since when the others miss it; absent when nobody does
   */
  record Reached(@Nullable Instant doubted) implements Reach {}

  /**
   * A quorum misses it.
   *
   * @param answer {@link ProbeAnswer#SILENT} only where a quorum got nothing at all back
   * @param since from when on a quorum has had no answer: when the last of those who make it up
   *     sent its first unanswered probe
   * @param answeredAt when the last probe of all observers was sent that it answered
   * @param unansweredAt when the first one after that was sent that it did not
   * @param observers whose probes are missed, by name
   * @param podAnsweredAt when a pod there answered a probe that was sent after the node's own were
   *     missed; absent when none did
   * @param contradicted an observer that was heard since then does reach it
   * @param unanimous each observer that may vote misses it
   * @param residentAt when an observer that runs on that very node was last heard; absent when none
   *     does
   */
  record Missed(
      ProbeAnswer answer,
      Instant since,
      Instant answeredAt,
      Instant unansweredAt,
      List<String> observers,
      @Nullable Instant podAnsweredAt,
      boolean contradicted,
      boolean unanimous,
      @Nullable Instant residentAt)
      implements Reach {
    public Missed {
      observers = List.copyOf(observers);
    }

    public boolean isSilent() {
      return answer == ProbeAnswer.SILENT;
    }
  }
}
