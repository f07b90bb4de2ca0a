package dev.holdfast.golden;

import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Cast;
import dev.holdfast.signal.Vote.Miss;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Votes as golden files write them: every time is an age at the case's now. */
record GoldenObservers(Ago ago) {
  /** Between the last answer and the first miss. */
  private static final Duration PERIOD = Duration.ofSeconds(1);

  private static final Duration HEARD = Duration.ofSeconds(1);

  Cast cast(GoldenCase.Observer observer) {
    var at = ago.of(observer.heard(), HEARD);
    var old = Duration.between(at, ago.now());
    return new Cast(
        new Vote(
            observer.name(),
            Objects.requireNonNullElse(observer.zone(), ""),
            Objects.requireNonNullElse(observer.node(), ""),
            1,
            observer.abstains(),
            1,
            misses(observer.nodes(), old),
            misses(observer.pods(), old)),
        at);
  }

  private static Map<String, Miss> misses(
      @Nullable Map<String, GoldenCase.Missed> written, Duration old) {
    return written == null
        ? Map.of()
        : written.entrySet().stream()
            .collect(Collectors.toMap(e -> "uid-" + e.getKey(), e -> miss(e.getValue(), old)));
  }

  /** Ages in a vote are those of the moment when it was cast. */
  private static Miss miss(GoldenCase.Missed missed, Duration old) {
    var podAnswered = missed.podAnswered();
    var age = missed.since().value().minus(old);
    return new Miss(
        missed.answer(),
        age,
        Boolean.TRUE.equals(missed.never()) ? null : age.plus(PERIOD),
        podAnswered == null ? null : podAnswered.value().minus(old));
  }
}
