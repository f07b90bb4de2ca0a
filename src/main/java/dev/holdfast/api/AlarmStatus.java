package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An alarm, and who was told of it: the journal that none is lost from. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmStatus(
    @JsonPropertyDescription("What kind of alarm it is, a CamelCase word with a runbook page.")
        String reason,
    @JsonPropertyDescription("Warning or Critical.") String severity,
    @JsonPropertyDescription("What it is about, as Kind/name.") String subject,
    @JsonPropertyDescription("Which of several faults or guards; empty where there is but one.")
        String topic,
    @JsonPropertyDescription("Firing or Resolved.") String state,
    @JsonPropertyDescription("What is the matter, for people.") String message,
    @JsonPropertyDescription("What to do next.") String nextStep,
    @JsonPropertyDescription("Since when, RFC 3339.") String since,
    @JsonPropertyDescription("Until when, RFC 3339; absent while it lasts.") @Nullable String until,
    @JsonPropertyDescription("How it ended, for people.") @Nullable String ending,
    @JsonPropertyDescription("When people were last told that it fires, RFC 3339.")
        @Nullable String toldAt,
    @JsonPropertyDescription(
            "How often there was something to tell: odd while it fires, even when it was resolved.")
        Integer revision,
    @JsonPropertyDescription("How far each receiver was told.") List<DeliveryStatus> deliveries) {

  public AlarmStatus {
    deliveries = deliveries == null ? List.of() : List.copyOf(deliveries);
  }

  /** What one receiver knows. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record DeliveryStatus(
      @JsonPropertyDescription("The receiver.") String channel,
      @JsonPropertyDescription("The last revision that it took.") Integer delivered,
      @JsonPropertyDescription("When it took it, RFC 3339.") @Nullable String at,
      @JsonPropertyDescription("Failures in a row, a count.") @Nullable Integer failures,
      @JsonPropertyDescription("When it is tried again, RFC 3339.") @Nullable String retryAt,
      @JsonPropertyDescription("What went wrong last.") @Nullable String error) {}
}
