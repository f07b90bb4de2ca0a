package dev.holdfast.signal;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conjunction of label requirements, as in {@code metav1.LabelSelector} and node affinity. */
public record Selector(List<Requirement> requirements) {

  /** How a label is compared; names as in the Kubernetes API. */
  public enum Operator {
    IN("In"),
    NOT_IN("NotIn"),
    EXISTS("Exists"),
    DOES_NOT_EXIST("DoesNotExist"),
    GT("Gt"),
    LT("Lt");

    private final String written;

    Operator(String written) {
      this.written = written;
    }

    /** The operator of that name; an unknown one is an error, never a match. */
    public static Operator of(String written) {
      for (var operator : values()) if (operator.written.equals(written)) return operator;
      throw new IllegalArgumentException("unknown selector operator '" + written + "'");
    }

    private boolean positive() {
      return this == IN || this == EXISTS;
    }
  }

  /** One requirement on one label. */
  public record Requirement(String key, Operator operator, Set<String> values) {
    public Requirement {
      values = Set.copyOf(values);
    }

    public boolean matches(@Nullable String label) {
      return switch (operator) {
        case IN -> label != null && values.contains(label);
        case NOT_IN -> label == null || !values.contains(label);
        case EXISTS -> label != null;
        case DOES_NOT_EXIST -> label == null;
        case GT -> compare(label) > 0;
        case LT -> compare(label) < 0;
      };
    }

    /** Zero, which satisfies neither Gt nor Lt, where one side is not a whole number. */
    private int compare(@Nullable String label) {
      if (label == null || values.size() != 1) return 0;
      try {
        return Long.compare(Long.parseLong(label), Long.parseLong(values.iterator().next()));
      } catch (NumberFormatException notANumber) {
        return 0;
      }
    }
  }

  public Selector {
    requirements = List.copyOf(requirements);
  }

  public static Selector ofLabels(Map<String, String> labels) {
    return new Selector(
        labels.entrySet().stream()
            .map(e -> new Requirement(e.getKey(), Operator.IN, Set.of(e.getValue())))
            .toList());
  }

  /** True when something is asked for by name; without that a selector could select everything. */
  public boolean namesSomething() {
    return requirements.stream().anyMatch(r -> r.operator().positive());
  }

  public boolean matches(Map<String, String> labels) {
    return requirements.stream().allMatch(r -> r.matches(labels.get(r.key())));
  }
}
