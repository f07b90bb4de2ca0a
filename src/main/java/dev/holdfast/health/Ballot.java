package dev.holdfast.health;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote.Cast;
import dev.holdfast.signal.Vote.Miss;
import java.time.Instant;
import java.util.Optional;

/** What one observer says of one target that it misses. */
record Ballot(Cast cast, Miss miss) {

  /** Who never had an answer does not know what silence means. */
  boolean counts() {
    return miss.answeredBefore();
  }

  boolean isSilent() {
    return miss.answer() == ProbeAnswer.SILENT;
  }

  Instant since() {
    return cast.missingSince(miss);
  }

  /** When the last probe was sent that it answered. */
  Optional<Instant> answeredAt() {
    return Optional.ofNullable(miss.answered()).map(cast.at()::minus);
  }

  /** Compared within this observer's own word: no two clocks meet. */
  Optional<Instant> podAnsweredAt() {
    return Optional.ofNullable(miss.podAnswered())
        .filter(age -> age.compareTo(miss.age()) < 0)
        .map(age -> cast.at().minus(age));
  }
}
