package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
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
    @JsonPropertyDescription("The last 30 days.") @Nullable Window month) {

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
}
