package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** When observers agree. */
public record QuorumRule(
    @JsonPropertyDescription("Majority: more than half of all observers must agree; or All.")
        @Default("Majority")
        Observers observers,
    @JsonPropertyDescription(
            "In so many zones at least, or in all of them where observers run in fewer.")
        @ValidationRule(
            value = "self >= 1 && self <= 10",
            message = "write a whole number from 1 to 10")
        @Default("2")
        Integer minDomains) {

  /** How many of them must agree. */
  public enum Observers {
    Majority,
    All
  }

  static final QuorumRule DEFAULT = new QuorumRule(null, null);

  public QuorumRule(@Nullable Observers observers, @Nullable Integer minDomains) {
    this.observers = observers == null ? Observers.Majority : observers;
    this.minDomains = minDomains == null ? Integer.valueOf(2) : minDomains;
  }

  /** What both demand. */
  public QuorumRule and(QuorumRule other) {
    boolean all = observers == Observers.All || other.observers == Observers.All;
    return new QuorumRule(
        all ? Observers.All : Observers.Majority, Math.max(minDomains, other.minDomains));
  }
}
