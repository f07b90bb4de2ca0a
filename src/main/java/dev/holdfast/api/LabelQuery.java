package dev.holdfast.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.holdfast.signal.Selector;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A label selector as Kubernetes writes it. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record LabelQuery(
    @JsonPropertyDescription("Labels that must have exactly these values.")
        @Size(max = LabelQuery.MOST_REQUIREMENTS)
        @ValidationRule(
            value = LabelRule.LABELS,
            message = LabelRule.ALLOWED,
            messageExpression = LabelRule.LABELS_REFUSED)
        Map<String, @Size(max = LabelRule.LONGEST_VALUE) String> matchLabels,
    @JsonPropertyDescription("Requirements on single labels; all must hold.")
        @Size(max = LabelQuery.MOST_REQUIREMENTS)
        List<Expression> matchExpressions) {
  static final long MOST_REQUIREMENTS = 20;
  private static final long MOST_VALUES = 100;

  /** One requirement. */
  @ValidationRule(
      value =
          "self.operator in ['In', 'NotIn'] ? has(self.values) && size(self.values) > 0"
              + " : !has(self.values) || size(self.values) == 0",
      fieldPath = ".values",
      messageExpression =
          "\"operator \" + self.operator + (self.operator in ['In', 'NotIn'] ? ' needs at least one"
              + " value' : ' takes no values') + \": In and NotIn need at least one value, Exists"
              + " and DoesNotExist take none\"")
  public record Expression(
      @JsonPropertyDescription("The label's key.")
          @Required
          @Size(max = LabelRule.LONGEST_KEY)
          @ValidationRule(
              value = LabelRule.KEY,
              message = LabelRule.ALLOWED,
              messageExpression = LabelRule.KEY_REFUSED)
          String key,
      @JsonPropertyDescription("In and NotIn compare with values; Exists and DoesNotExist do not.")
          @Required
          Operator operator,
      @JsonPropertyDescription("Values for In and NotIn.")
          @Size(max = MOST_VALUES)
          @ValidationRule(
              value = LabelRule.VALUES,
              message = LabelRule.ALLOWED,
              messageExpression = LabelRule.VALUES_REFUSED)
          List<@Size(max = LabelRule.LONGEST_VALUE) String> values) {
    public Expression(String key, Operator operator, @Nullable List<String> values) {
      this.key = key;
      this.operator = operator;
      this.values = values == null ? List.of() : List.copyOf(values);
    }
  }

  /** Named as users write them. */
  public enum Operator {
    In,
    NotIn,
    Exists,
    DoesNotExist
  }

  public LabelQuery(
      @Nullable Map<String, String> matchLabels, @Nullable List<Expression> matchExpressions) {
    this.matchLabels = matchLabels == null ? Map.of() : Map.copyOf(matchLabels);
    this.matchExpressions = matchExpressions == null ? List.of() : List.copyOf(matchExpressions);
  }

  public Selector toSelector() {
    return new Selector(
        Stream.concat(
                Selector.ofLabels(matchLabels).requirements().stream(),
                matchExpressions.stream().map(LabelQuery::requirement))
            .toList());
  }

  private static Selector.Requirement requirement(Expression e) {
    return new Selector.Requirement(
        e.key(), Selector.Operator.of(e.operator().name()), Set.copyOf(e.values()));
  }
}
