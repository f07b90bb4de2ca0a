package dev.holdfast.kit;

import java.util.HashMap;
import java.util.Map;

/**
 * A machine to be simulated.
 *
 * @param name of its node
 * @param zone value of topology.kubernetes.io/zone
 * @param labels further labels of the node
 * @param capacity what the node offers, as Kubernetes quantities by resource name
 */
public record HostSpec(
    String name, String zone, Map<String, String> labels, Map<String, String> capacity) {
  /** Nodes of the same pool carry the same value; workloads of a test select it. */
  public static final String POOL = "kit.holdfast.dev/pool";

  private static final Map<String, String> ROOMY =
      Map.of("cpu", "8", "memory", "32Gi", "pods", "110");

  public HostSpec {
    labels = Map.copyOf(labels);
    capacity = Map.copyOf(capacity);
  }

  /** 8 CPUs, 32 GiB, 110 pods. */
  public static HostSpec of(String name, String pool, String zone) {
    return new HostSpec(name, zone, Map.of(POOL, pool), ROOMY);
  }

  public HostSpec withLabel(String key, String value) {
    return new HostSpec(name, zone, with(labels, key, value), capacity);
  }

  /** Replaces what is offered of one resource. */
  public HostSpec offering(String resource, String quantity) {
    return new HostSpec(name, zone, labels, with(capacity, resource, quantity));
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    var changed = new HashMap<>(map);
    changed.put(key, value);
    return changed;
  }
}
