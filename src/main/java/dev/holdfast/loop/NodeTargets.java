package dev.holdfast.loop;

import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.NodeRules;
import dev.holdfast.probe.ProbeKind;
import dev.holdfast.probe.ProbeTarget;
import dev.holdfast.signal.NodeSignal;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which kubelets are asked, and how often: those that say where they listen. */
final class NodeTargets {
  private static final Logger log = LoggerFactory.getLogger(NodeTargets.class);

  private NodeTargets() {}

  static List<Asked> of(Collection<NodeSignal> nodes, List<NodePolicy> policies) {
    return nodes.stream().flatMap(node -> of(node, policies).stream()).toList();
  }

  private static Optional<Asked> of(NodeSignal node, List<NodePolicy> policies) {
    var kubelet = node.kubelet();
    if (kubelet == null) return Optional.empty();
    var rules = NodeRules.forNode(node, policies);
    try {
      return Optional.of(
          new Asked(
              new ProbeTarget(
                  node.uid(),
                  kubelet.address(),
                  kubelet.port(),
                  new ProbeKind.NodeKubelet(),
                  rules.probePeriod(),
                  rules.probeTimeout()),
              rules.probeThreshold()));
    } catch (IllegalArgumentException odd) {
      log.debug("node {} is judged by its lease alone: {}", node.name(), odd.getMessage());
      return Optional.empty();
    }
  }
}
