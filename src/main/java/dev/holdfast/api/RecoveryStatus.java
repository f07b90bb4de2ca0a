package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import org.jspecify.annotations.Nullable;

/** How well recovery works; what nothing is known about is absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecoveryStatus(
    @JsonPropertyDescription(
            "Share of the faults that needed recovery and have an outcome that Holdfast recovered"
                + " within spec.objective.recoveryTime, as a percentage; absent without any.")
        @Nullable String rate,
    @JsonPropertyDescription("The same as a share that kubectl sorts by: 1 is all of them.")
        @Nullable String rateRatio,
    @JsonPropertyDescription(
            "The least that the rate is with 95 % confidence (Wilson), as a percentage.")
        @Nullable String lowerBound,
    @JsonPropertyDescription("The most that it is, as a percentage.") @Nullable String upperBound,
    @JsonPropertyDescription("Faults that needed recovery and have an outcome, a count.")
        Integer judged,
    @JsonPropertyDescription("Recovered by Holdfast in time, a count.") Integer recovered,
    @JsonPropertyDescription(
            "Faults that lasted longer than promised, or still do, however they ended, a count.")
        Integer failed,
    @JsonPropertyDescription("Faults that went away in time without anybody, a count.")
        Integer selfHealed,
    @JsonPropertyDescription("Faults whose pod somebody else replaced in time, a count.")
        Integer replacedByOthers,
    @JsonPropertyDescription("Faults that go on and whose time is not over, a count.")
        Integer ongoing,
    @JsonPropertyDescription(
            "Removals of pods from a node that was taken for lost and was Ready again in the same"
                + " boot within spec.objective.recoveryTime: waiting would have done, a count.")
        Integer falseActs,
    @JsonPropertyDescription(
            "Mean time to recovery as a duration: all outages, ongoing ones too, by recoveries.")
        @Nullable String mttr,
    @JsonPropertyDescription("From the fault to the slot being ready; ongoing faults count.")
        @Nullable Spread total,
    @JsonPropertyDescription("From the last sign of health to our knowing.")
        @Nullable Spread detect,
    @JsonPropertyDescription("From knowing to the recorded decision.") @Nullable Spread decide,
    @JsonPropertyDescription("From the decision to the act.") @Nullable Spread act,
    @JsonPropertyDescription("From the act to the slot being ready.") @Nullable Spread ready,
    @JsonPropertyDescription("Mean time between faults while the workload was available.")
        @Nullable Between betweenFaults) {

  /** Durations in seconds. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Spread(
      @JsonPropertyDescription("Half of them are over in it, in seconds.") @Nullable Double p50,
      @JsonPropertyDescription("95 of 100 are over in it, in seconds; absent when too many go on.")
          @Nullable Double p95,
      @JsonPropertyDescription("The longest, in seconds.") @Nullable Double max) {}

  /** A mean that is known as a range only, since faults are few. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Between(
      @JsonPropertyDescription("The estimate, as a duration.") @Nullable String mean,
      @JsonPropertyDescription("The least that it is with 97.5 % confidence, as a duration.")
          String atLeast,
      @JsonPropertyDescription("The most that it is with 97.5 % confidence, as a duration.")
          @Nullable String atMost) {}
}
