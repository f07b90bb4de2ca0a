package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When a pod counts as faulty. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Detection(
    @JsonPropertyDescription(
            "How long a pod that has been ready since its containers started must be not ready, on"
                + " a Healthy node, to count as faulty; a duration such as 30s.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.TERM,
            message = DurationRule.TERM_ALLOWED,
            messageExpression = DurationRule.TERM_REFUSED)
        @Default("30s")
        Span notReadyFor,
    @JsonPropertyDescription(
            "How long a pod may take to become ready for the first time after its containers"
                + " started; a duration such as 10m. Without it: the startup probe's budget, else"
                + " the rollout's progress deadline, else 10m.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.TERM,
            message = DurationRule.TERM_ALLOWED,
            messageExpression = DurationRule.TERM_REFUSED)
        @Nullable Span startupFor,
    @JsonPropertyDescription("How many container restarts, in what time, are a crash loop.")
        @Default("{}")
        CrashLoop crashLoop,
    @JsonPropertyDescription(
            "How long a pod may be Pending before an alarm is raised; a duration such as 2m.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.TERM,
            message = DurationRule.TERM_ALLOWED,
            messageExpression = DurationRule.TERM_REFUSED)
        @Default("2m")
        Span pendingFor,
    @JsonPropertyDescription(
            "How much longer than its evidence a node must stay Lost before pods there are"
                + " replaced, a duration: for those who know that their hosts may stand still for"
                + " long.")
        @Size(max = DurationRule.LONGEST)
        @ValidationRule(
            value = DurationRule.PAUSE,
            message = DurationRule.PAUSE_ALLOWED,
            messageExpression = DurationRule.PAUSE_REFUSED)
        @Default("0s")
        Span lostFor,
    @JsonPropertyDescription(
            "How Holdfast itself asks each selected pod, from outside. A lost node's pods are"
                + " replaced sooner with it.")
        @Nullable Probe probe) {

  /** A crash loop: that many restarts in that time. */
  public record CrashLoop(
      @JsonPropertyDescription("Restarts of a pod's containers, a count.")
          @ValidationRule(
              value = "self >= 2 && self <= 50",
              message = "write a whole number from 2 to 50")
          @Default("5")
          Integer restarts,
      @JsonPropertyDescription("The time in which they are counted, a duration such as 10m.")
          @Size(max = DurationRule.LONGEST)
          @ValidationRule(
              value = DurationRule.TERM,
              message = DurationRule.TERM_ALLOWED,
              messageExpression = DurationRule.TERM_REFUSED)
          @Default("10m")
          Span within) {
    static final CrashLoop DEFAULT = new CrashLoop(null, null);

    public CrashLoop(@Nullable Integer restarts, @Nullable Span within) {
      this.restarts = restarts == null ? Integer.valueOf(5) : restarts;
      this.within = within == null ? Span.ofSeconds(600) : within;
    }
  }

  public static final Detection DEFAULT = new Detection(null, null, null, null, null, null);

  public Detection(
      @Nullable Span notReadyFor,
      @Nullable Span startupFor,
      @Nullable CrashLoop crashLoop,
      @Nullable Span pendingFor,
      @Nullable Span lostFor,
      @Nullable Probe probe) {
    this.notReadyFor = notReadyFor == null ? Span.ofSeconds(30) : notReadyFor;
    this.startupFor = startupFor;
    this.crashLoop = crashLoop == null ? CrashLoop.DEFAULT : crashLoop;
    this.pendingFor = pendingFor == null ? Span.ofSeconds(120) : pendingFor;
    this.lostFor = lostFor == null ? Span.ofSeconds(0) : lostFor;
    this.probe = probe;
  }
}
