package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What may be done about a fault. */
@ValidationRule(
    value =
        "!has(self.ladder) || self.ladder.all(r, self.ladder.exists_one(s, s.action =="
            + " r.action))",
    fieldPath = ".ladder",
    messageExpression =
        "\"'\" + self.ladder[0].action + \"' stands here twice: name each action (Restart, Migrate)"
            + " at most once\"")
public record Recovery(
    @JsonPropertyDescription(
            "Rungs tried in order; each is verified (the slot is ready again on a Healthy node)"
                + " before the next.")
        @Size(min = 1, max = 2)
        @Default(
            "[{\"action\":\"Restart\",\"within\":\"60s\",\"attempts\":2},"
                + "{\"action\":\"Migrate\",\"within\":\"2m\",\"attempts\":1}]")
        List<Rung> ladder,
    @JsonPropertyDescription(
            "true: a pod of a workload that must not run twice may be evicted although its"
                + " successor starts while it still terminates.")
        @Default("false")
        Boolean allowOverlap,
    @JsonPropertyDescription(
            "Further controller kinds whose pods may be replaced without proof that the old one"
                + " stopped, as group/Kind, such as apps.kruise.io/CloneSet.")
        @Default("[]")
        @Size(max = 20)
        @ValidationRule(
            value = OwnerKindRule.ALL,
            message = OwnerKindRule.ALLOWED,
            messageExpression = OwnerKindRule.REFUSED)
        List<@Size(max = OwnerKindRule.LONGEST) String> replaceableOwners) {

  /** One rung of the ladder. */
  public record Rung(
      @JsonPropertyDescription(
              "Restart: replace the pod, wherever it lands. Migrate: replace it on another node.")
          @Required
          Action action,
      @JsonPropertyDescription(
              "How long one attempt may take until the slot is ready again, a duration such as 60s."
                  + " Default: 60s for Restart, 2m for Migrate.")
          @Size(max = DurationRule.LONGEST)
          @ValidationRule(
              value = DurationRule.TERM,
              message = DurationRule.TERM_ALLOWED,
              messageExpression = DurationRule.TERM_REFUSED)
          Span within,
      @JsonPropertyDescription(
              "How often the rung is tried, a count. Default: 2 for Restart, 1 for Migrate.")
          @ValidationRule(
              value = "self >= 1 && self <= 10",
              message = "write a whole number from 1 to 10")
          Integer attempts) {
    public Rung(Action action, @Nullable Span within, @Nullable Integer attempts) {
      this.action = action;
      this.within = within == null ? action.within : within;
      this.attempts = attempts == null ? action.attempts : attempts;
    }
  }

  /** What a rung does; each with its defaults. */
  public enum Action {
    Restart(Span.ofSeconds(60), 2),
    Migrate(Span.ofSeconds(120), 1);

    private final Span within;
    private final Integer attempts;

    Action(Span within, int attempts) {
      this.within = within;
      this.attempts = attempts;
    }
  }

  public static final List<Rung> DEFAULT_LADDER =
      List.of(new Rung(Action.Restart, null, null), new Rung(Action.Migrate, null, null));
  public static final Recovery DEFAULT = new Recovery(null, null, null);

  public Recovery(
      @Nullable List<Rung> ladder,
      @Nullable Boolean allowOverlap,
      @Nullable List<String> replaceableOwners) {
    this.ladder = ladder == null ? DEFAULT_LADDER : List.copyOf(ladder);
    this.allowOverlap = allowOverlap != null && allowOverlap;
    this.replaceableOwners = replaceableOwners == null ? List.of() : List.copyOf(replaceableOwners);
  }
}
