package dev.holdfast.ledger;

import dev.holdfast.incident.Closed;
import dev.holdfast.incident.Ending;
import dev.holdfast.incident.Incident;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.statistics.interval.BinomialConfidenceInterval;

/**
 * How well recovery works: of the faults that needed it and whose outcome is known, which were
 * recovered within the promised time.
 *
 * @param inTime recovered by us, within that time
 * @param failed they lasted longer, or still do
 * @param falseActs removals that waiting would have spared
 * @param ongoing how long those last whose time is not over; their outcome is not known
 * @param overdue how long those last whose time is over
 * @param recovered by us, whether in time or not
 * @param endedLate how long those lasted that ended late and without us
 */
public record Recoveries(
    int inTime,
    int failed,
    int selfHealed,
    int byOthers,
    int falseActs,
    List<Duration> ongoing,
    List<Duration> overdue,
    List<Timing> recovered,
    List<Duration> endedLate) {

  public Recoveries {
    ongoing = List.copyOf(ongoing);
    overdue = List.copyOf(overdue);
    recovered = List.copyOf(recovered);
    endedLate = List.copyOf(endedLate);
  }

  /**
   * Of the window that ends now.
   *
   * @param promised how long a recovery may take
   */
  public static Recoveries of(
      PolicyMemory memory, Duration promised, Duration window, Instant now) {
    var closed = memory.history().since(now.minus(window));
    var open = memory.open().stream().map(incident -> lasting(incident, now)).toList();
    var overdue = open.stream().filter(lasting -> lasting.compareTo(promised) > 0).toList();
    return new Recoveries(
        count(closed, Ending.IN_TIME),
        count(closed, Ending.LATE) + overdue.size(),
        count(closed, Ending.SELF_HEALED),
        count(closed, Ending.BY_OTHERS),
        memory.history().removals().mistakenSince(now.minus(window)),
        open.stream().filter(lasting -> lasting.compareTo(promised) <= 0).toList(),
        overdue,
        closed.stream().map(Closed::timing).flatMap(Stream::ofNullable).toList(),
        closed.stream().map(Closed::lasted).flatMap(Stream::ofNullable).toList());
  }

  private static Duration lasting(Incident incident, Instant now) {
    var lasting = Duration.between(incident.phases().since(), now);
    return lasting.isNegative() ? Duration.ZERO : lasting;
  }

  private static int count(List<Closed> closed, Ending ending) {
    return (int) closed.stream().filter(entry -> entry.ending() == ending).count();
  }

  /** Faults that needed recovery and have an outcome. */
  public int judged() {
    return inTime + failed;
  }

  /** All faults, whatever became of them. */
  public int faults() {
    return judged() + selfHealed + byOthers + ongoing.size();
  }

  /** Absent when there is nothing to judge by. */
  public OptionalDouble rate() {
    return judged() == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) inTime / judged());
  }

  /** Where the rate lies with 95 % confidence, after Wilson. */
  public Optional<Range> interval() {
    if (judged() == 0) return Optional.empty();
    var wilson =
        BinomialConfidenceInterval.WILSON_SCORE.fromErrorRate(judged(), inTime, Range.ERROR);
    return Optional.of(new Range(wilson.getLowerBound(), wilson.getUpperBound()));
  }

  /**
   * How long recovery takes: of what goes on, or was ended by somebody else, one knows that it
   * would have taken longer.
   */
  public Survival totals() {
    return new Survival(recovered.stream().map(Timing::total).toList(), unrecovered());
  }

  /** The time of all outages that needed recovery, however they end. */
  public Duration spent() {
    return Stream.concat(recovered.stream().map(Timing::total), unrecovered().stream())
        .reduce(Duration.ZERO, Duration::plus);
  }

  private List<Duration> unrecovered() {
    return Stream.of(ongoing, overdue, endedLate).flatMap(List::stream).toList();
  }
}
