package dev.holdfast.kit.net;

import dev.holdfast.kit.AuditLevel;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.Scene;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives the classes that are {@link OnNetwork} one control plane in a network, with short timings,
 * and a scene on it. Where namespaces cannot be made they are skipped, and one loud line says so;
 * where {@link Namespaces#VARIABLE} says that they are required, they fail.
 */
final class NetworkExtension implements ExecutionCondition, ParameterResolver, AfterAllCallback {
  private static final Namespace OURS = Namespace.create(NetworkExtension.class);

  private final KubeExtension kube = new KubeExtension();

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    var binaries = kube.evaluateExecutionCondition(context);
    return binaries.isDisabled() ? binaries : namespaces(context);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    return type == NetworkedPlane.class || type == Network.class || type == Scene.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var type = parameter.getParameter().getType();
    if (type == NetworkedPlane.class) return net(context);
    return type == Network.class ? net(context).network() : scene(context);
  }

  /** What was done wrong on it, whatever the test was about. */
  @Override
  public void afterAll(ExtensionContext context) {
    var net = context.getRoot().getStore(OURS).get(NetworkedPlane.class, NetworkedPlane.class);
    var misdeeds = net == null ? List.of() : net.plane().misdeeds();
    if (!misdeeds.isEmpty()) throw new AssertionError("An operator did wrong: " + misdeeds);
  }

  private static ConditionEvaluationResult namespaces(ExtensionContext context) {
    var missing = missing(context);
    if (missing.isEmpty()) return ConditionEvaluationResult.enabled("namespaces can be made");
    if (Namespaces.areRequired()) throw new IllegalStateException(missing.get());
    return ConditionEvaluationResult.disabled("SKIPPED: tests on a network. " + missing.get());
  }

  /** Found out, and said, once a run. */
  @SuppressWarnings("unchecked")
  private static Optional<String> missing(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent("missing", key -> findOut(), Optional.class);
  }

  private static Optional<String> findOut() {
    var missing = Namespaces.whatIsMissing();
    missing.ifPresent(what -> System.err.println("!!! SKIPPED: tests on a network. " + what));
    return missing;
  }

  private static Scene scene(ExtensionContext context) {
    return context
        .getStore(OURS)
        .getOrComputeIfAbsent(Scene.class, key -> Scene.on(net(context).plane()), Scene.class);
  }

  /** The root's store closes it at the end of the run. */
  private static NetworkedPlane net(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent(NetworkedPlane.class, key -> start(), NetworkedPlane.class);
  }

  private static NetworkedPlane start() {
    try {
      return NetworkedPlane.start(
          KubeBinaries.find().orElseThrow(),
          options -> options.with(NodeTimings.SHORT).with(AuditLevel.REQUEST_RESPONSE),
          System.err::println);
    } catch (Exception e) {
      throw new IllegalStateException("No control plane in a network: " + e, e);
    }
  }
}
