package dev.holdfast.vote;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a vote says, apart from how long it has been so, and from numbers that only illustrate it:
 * what others must hear of at once when it changes.
 */
public record Statement(
    String zone, boolean abstains, Map<String, Word> nodes, Map<String, Word> pods) {

  /**
   * Of one target.
   *
   * @param signOfLife a pod answered after its node's first unanswered probe
   */
  record Word(ProbeAnswer answer, boolean answeredBefore, boolean signOfLife) {
    static Word of(Vote.Miss miss) {
      var podAnswered = miss.podAnswered();
      boolean alive = podAnswered != null && podAnswered.compareTo(miss.age()) < 0;
      return new Word(miss.answer(), miss.answeredBefore(), alive);
    }
  }

  public static Statement of(Vote vote) {
    return new Statement(
        vote.zone(), vote.abstains() != null, words(vote.nodes()), words(vote.pods()));
  }

  private static Map<String, Word> words(Map<String, Vote.Miss> misses) {
    return misses.entrySet().stream()
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> Word.of(e.getValue())));
  }
}
