package dev.holdfast.kube.source;

import dev.holdfast.signal.Resources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the scheduler sets aside for a pod: the larger of what its containers need together and what
 * its init containers need at their worst, plus overhead and one of the node's {@code pods}.
 */
final class PodRequests {
  private static final Resources ONE_POD = new Resources(Map.of("pods", 1000L));

  static Resources of(PodSpec spec) {
    var needed = perContainer(spec);
    var whole = asked(spec.getResources());
    return override(needed, whole).plus(Amounts.of(spec.getOverhead())).plus(ONE_POD);
  }

  private static Resources perContainer(PodSpec spec) {
    var running = Resources.NONE;
    for (var container : containers(spec.getContainers())) running = running.plus(asked(container));
    var sidecars = Resources.NONE;
    var worst = Resources.NONE;
    for (var container : containers(spec.getInitContainers())) {
      var needs = sidecars.plus(asked(container));
      worst = larger(worst, needs);
      if (isSidecar(container)) {
        sidecars = needs;
        running = running.plus(asked(container));
      }
    }
    return larger(running, worst);
  }

  /** An init container that keeps running beside the others. */
  static boolean isSidecar(Container container) {
    return "Always".equals(container.getRestartPolicy());
  }

  private static List<Container> containers(@Nullable List<Container> all) {
    return Given.each(all).toList();
  }

  private static Resources asked(Container container) {
    return asked(container.getResources());
  }

  private static Resources asked(@Nullable ResourceRequirements requirements) {
    return requirements == null ? Resources.NONE : Amounts.of(requirements.getRequests());
  }

  private static Resources larger(Resources one, Resources other) {
    var result = new HashMap<>(one.milli());
    other.milli().forEach((name, amount) -> result.merge(name, amount, Math::max));
    return new Resources(result);
  }

  /** Requests of the pod as a whole take the place of the containers' sum. */
  private static Resources override(Resources sum, Resources whole) {
    if (whole.milli().isEmpty()) return sum;
    var result = new HashMap<>(sum.milli());
    result.putAll(whole.milli());
    return new Resources(result);
  }

  private PodRequests() {}
}
