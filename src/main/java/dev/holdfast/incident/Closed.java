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
 */
public record Closed(Instant at, Ending ending, @Nullable Timing timing) {

  /**
   * Of an incident that ended now; empty when it needs no judgement: it is open, or its slot is not
   * wanted any more.
   *
   * @param promised how long a recovery may take
   */
  public static Optional<Closed> of(Incident incident, Duration promised, Instant now) {
    boolean late = elapsed(incident, now).compareTo(promised) > 0;
    return switch (incident.resolution()) {
      case OPEN, OBSOLETE -> Optional.empty();
      case RECOVERED ->
          Optional.of(
              new Closed(now, late ? Ending.LATE : Ending.IN_TIME, Timing.of(incident.phases())));
      case SELF_HEALED ->
          Optional.of(new Closed(now, late ? Ending.LATE : Ending.SELF_HEALED, null));
      case REPLACED_BY_OTHERS ->
          Optional.of(new Closed(now, late ? Ending.LATE : Ending.BY_OTHERS, null));
    };
  }

  private static Duration elapsed(Incident incident, Instant now) {
    var total = incident.phases().total();
    return total == null ? Duration.between(incident.phases().since(), now) : total;
  }
}
