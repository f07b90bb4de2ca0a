package dev.holdfast.kit;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Looks for what {@link NeedsTools} names. */
final class ToolsExtension implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    var missing = missing(context);
    if (missing.isEmpty()) return ConditionEvaluationResult.enabled("its tools are there");
    var reason =
        "SKIPPED: %s. No %s here: run `hack/debian-tools`"
            .formatted(context.getRequiredTestClass().getSimpleName(), missing);
    if (context.getTestMethod().isEmpty()) System.err.println("!!! " + reason);
    return ConditionEvaluationResult.disabled(reason);
  }

  private static List<Tool> missing(ExtensionContext context) {
    return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), NeedsTools.class)
        .map(needs -> Stream.of(needs.value()).filter(tool -> tool.find().isEmpty()).toList())
        .orElse(List.of());
  }
}
