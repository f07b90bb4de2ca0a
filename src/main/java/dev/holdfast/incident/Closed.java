package dev.holdfast.incident;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a closed incident for as long as somebody may ask how well recovery works.
 *
 * @param at when it was over
 * @param timing absent unless we recovered it
 * @param lasted how long one lasted that was late and that we did not recover; absent of all others
 */
public record Closed(
    Instant at, Ending ending, @Nullable Timing timing, @Nullable Duration lasted) {

  public Closed(Instant at, Ending ending, @Nullable Timing timing) {
    this(at, ending, timing, null);
  }

  /**
   * Of an incident that ended now; empty when it needs no judgement: it is open, or its slot is not
   * wanted any more.
   *
   * @param promised how long a recovery may take
   */
  public static Optional<Closed> of(Incident incident, Duration promised, Instant now) {
    var elapsed = elapsed(incident, now);
    boolean late = elapsed.compareTo(promised) > 0;
    return switch (incident.resolution()) {
      case OPEN, OBSOLETE -> Optional.empty();
      case RECOVERED ->
          Optional.of(
              new Closed(now, late ? Ending.LATE : Ending.IN_TIME, Timing.of(incident.phases())));
      case SELF_HEALED -> Optional.of(withoutUs(Ending.SELF_HEALED, late ? elapsed : null, now));
      case REPLACED_BY_OTHERS ->
          Optional.of(withoutUs(Ending.BY_OTHERS, late ? elapsed : null, now));
    };
  }

  private static Closed withoutUs(Ending inTime, @Nullable Duration late, Instant now) {
    return new Closed(now, late == null ? inTime : Ending.LATE, null, late);
  }

  private static Duration elapsed(Incident incident, Instant now) {
    var total = incident.phases().total();
    return total == null ? Duration.between(incident.phases().since(), now) : total;
  }
}
