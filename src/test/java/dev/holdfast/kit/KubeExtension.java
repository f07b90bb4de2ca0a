package dev.holdfast.kit;

import java.util.List;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests the one {@link ControlPlane} of the whole run (those marked {@link OwnPlane} share
 * another), started when first asked for, and a {@link Scene} for each class (asked for in a
 * constructor or {@code @BeforeAll}) or each test. Without binaries the tests are skipped, and one
 * loud line says so.
 */
public final class KubeExtension
    implements ExecutionCondition, ParameterResolver, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(KubeExtension.class);
  private static final String OWN = "own";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (KubeBinaries.find().isPresent()) {
      context.getRoot().getStore(OURS).getOrComputeIfAbsent("forgot", key -> forgetEarlierRuns());
      return ConditionEvaluationResult.enabled("the control plane's binaries are there");
    }
    var reason = "SKIPPED: integration tests. " + KubeBinaries.whatIsMissing();
    context.getRoot().getStore(OURS).getOrComputeIfAbsent("said", said -> shout(reason));
    return ConditionEvaluationResult.disabled(reason);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == ControlPlane.class || type == Scene.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == ControlPlane.class
        ? plane(context)
        : scene(context);
  }

  /** What was done wrong on the plane that classes have for themselves, one after the other. */
  @Override
  public void afterAll(ExtensionContext context) {
    if (!context.getRequiredTestClass().isAnnotationPresent(OwnPlane.class)) return;
    var own = context.getRoot().getStore(OURS).get(OWN, ControlPlane.class);
    var misdeeds = own == null ? List.of() : own.misdeeds();
    if (!misdeeds.isEmpty()) {
      throw new AssertionError("An operator did wrong: " + misdeeds);
    }
  }

  private static Scene scene(ExtensionContext context) {
    return context
        .getStore(OURS)
        .getOrComputeIfAbsent(Scene.class, key -> Scene.on(plane(context)), Scene.class);
  }

  /** The root's store closes it at the end of the run. */
  static ControlPlane plane(ExtensionContext context) {
    var name = context.getRequiredTestClass().isAnnotationPresent(OwnPlane.class) ? OWN : "it";
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(name, KubeExtension::start, ControlPlane.class);
  }

  private static boolean forgetEarlierRuns() {
    RightsUsed.forgetEarlierRuns();
    return true;
  }

  private static ControlPlane start(String name) {
    var options = ControlPlaneOptions.forTests(name);
    try {
      return ControlPlane.start(KubeBinaries.find().orElseThrow(), options, System.err::println);
    } catch (Exception e) {
      throw new IllegalStateException("No control plane for the integration tests: " + e, e);
    }
  }

  private static boolean shout(String reason) {
    System.err.println("!!! " + reason);
    return true;
  }
}
