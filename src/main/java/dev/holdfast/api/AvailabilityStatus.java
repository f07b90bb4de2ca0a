package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How available a policy's workload was; what nothing is known about is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AvailabilityStatus(
    @JsonPropertyDescription(
            "What the workload is now: Up, Degraded (fewer ready than wanted), Down (fewer than"
                + " promised), Planned (down under maintenance) or Unknown (nobody could watch).")
        @Nullable String now,
    @JsonPropertyDescription(
            "When the account began: when the workload was available for the first time, in UTC.")
        @Nullable String since,
    @JsonPropertyDescription("The last hour.") @Nullable Window hour,
    @JsonPropertyDescription("The last 24 hours.") @Nullable Window day,
    @JsonPropertyDescription("The last 7 days.") @Nullable Window week,
    @JsonPropertyDescription("The last 30 days.") @Nullable Window month,
    @JsonPropertyDescription("The objective's own window, spec.objective.window.")
        @Nullable Window objective,
    @JsonPropertyDescription("What spec.objective.availability leaves, and how it is being spent.")
        @Nullable Budget budget) {

  /** Before the workload was available for the first time. */
  public static AvailabilityStatus notBegun(String now) {
    return new AvailabilityStatus(now, null, null, null, null, null, null, null);
  }

  /** A window that ends now; it begins with the account at the earliest. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Window(
      @JsonPropertyDescription(
              "Share of the watched time in which the workload was not down, as a percentage;"
                  + " absent when nobody watched.")
          @Nullable String value,
      @JsonPropertyDescription(
              "The least that it can have been, as a percentage: each doubt, and all unwatched"
                  + " time, held against it.")
          @Nullable String lowerBound,
      @JsonPropertyDescription(
              "The most that it can have been, as a percentage: each doubt, and all unwatched time,"
                  + " in its favour.")
          @Nullable String upperBound,
      @JsonPropertyDescription("Share of the window that was watched, as a percentage.")
          @Nullable String coverage,
      @JsonPropertyDescription("How long it was down, as a duration such as 90s.")
          @Nullable String down,
      @JsonPropertyDescription("How long it was down under maintenance, as a duration.")
          @Nullable String planned,
      @JsonPropertyDescription(
              "How long it was available with fewer pods than wanted, as a duration.")
          @Nullable String degraded,
      @JsonPropertyDescription("How long nobody could watch it, as a duration.")
          @Nullable String unknown) {}

  /** The error budget of the objective's window. */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Budget(
      @JsonPropertyDescription(
              "Share of the allowed downtime that is not spent, as a percentage; negative when more"
                  + " was spent than is allowed.")
          String left,
      @JsonPropertyDescription("The same as a share that kubectl sorts by: 1 is all of it.")
          String leftRatio,
      @JsonPropertyDescription("How long the workload may be down in one window, as a duration.")
          String allowed,
      @JsonPropertyDescription(
              "When nothing is left if it goes on like in the last hour, as a duration; absent when"
                  + " nothing is being spent.")
          @Nullable String exhaustedIn,
      @JsonPropertyDescription(
              "How fast it is being spent; absent when nothing was spent in 3 days.")
          List<BurnRate> burnRates) {
    public Budget {
      burnRates = burnRates == null ? List.of() : List.copyOf(burnRates);
    }
  }

  /** How many budgets would be spent in a window that is all like the time just passed. */
  public record BurnRate(
      @JsonPropertyDescription("The time just passed, as a duration.") String over,
      @JsonPropertyDescription("1 spends the budget exactly; 14.4 in an hour is worth a page.")
          Double rate) {}
}
