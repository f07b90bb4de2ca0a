package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * What {@link KubeExtension} gives, and one operator on that control plane, which all classes of
 * the run share: it is started before the first of them and ended after the last.
 */
public final class OperatorExtension
    implements ExecutionCondition,
        ParameterResolver,
        BeforeAllCallback,
        AfterEachCallback,
        AfterAllCallback {
  private static final Namespace OURS = Namespace.create(OperatorExtension.class);

  private final KubeExtension kube = new KubeExtension();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    return kube.evaluateExecutionCondition(context);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    context.getExecutionException().ifPresent(failure -> sayWhereTheLogIs(context));
  }

  /** A misdeed is told by every class from then on: it need not be that of its own scene. */
  @Override
  public void afterAll(ExtensionContext context) {
    context.getExecutionException().ifPresent(failure -> sayWhereTheLogIs(context));
    var misdeeds = shared(context).misdeeds();
    if (!misdeeds.isEmpty()) {
      sayWhereTheLogIs(context);
      throw new AssertionError("The operator did wrong:\n" + String.join("\n", misdeeds));
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == OperatorProcess.class
        || kube.supportsParameter(parameter, context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == OperatorProcess.class
        ? shared(context).process()
        : kube.resolveParameter(parameter, context);
  }

  /** The root's store closes it at the end of the run, before the control plane. */
  private static SharedOperator shared(ExtensionContext context) {
    var plane = KubeExtension.plane(context);
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(SharedOperator.class, key -> start(plane), SharedOperator.class);
  }

  private static SharedOperator start(ControlPlane plane) {
    try {
      return SharedOperator.start(plane);
    } catch (IOException e) {
      throw new UncheckedIOException("No operator for the integration tests", e);
    }
  }

  private static void sayWhereTheLogIs(ExtensionContext context) {
    System.err.printf(
        "%s failed; when the run is over, the operator's log is %s%n",
        context.getDisplayName(), SharedOperator.KEPT_LOG.toAbsolutePath());
  }
}
