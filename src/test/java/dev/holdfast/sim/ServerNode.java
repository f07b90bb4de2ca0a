package dev.holdfast.sim;

import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.Resources;
import dev.holdfast.signal.TaintSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A node object and its lease, as the API server stores them. */
final class ServerNode {
  private static final Resources ROOMY = new Resources(Map.of("pods", 110_000L));

  final String name;
  final Map<String, String> labels;
  final Map<String, String> annotations = new HashMap<>();
  final List<TaintSignal> taints = new ArrayList<>();
  String bootId;
  String ready = "True";
  long renewedAt;
  long version;
  private String stamp;

  ServerNode(Host host, long renewedAt) {
    this.name = host.name();
    this.bootId = host.bootId();
    this.renewedAt = renewedAt;
    this.stamp = "of before";
    this.labels =
        Map.of(NodeSignal.ZONE, host.place.zone(), "rack", host.place.rack(), "pool", host.pool);
  }

  String uid() {
    return "uid-" + name;
  }

  /** The kubelet writes what its own clock says. */
  void renew(long now, Clock by) {
    renewedAt = now;
    stamp = Long.toString(by.says(now));
  }

  boolean repels() {
    return taints.stream().anyMatch(TaintSignal::repels);
  }

  /** As it is now, with times of the server's own. */
  NodeSignal signal() {
    var since = Agenda.instant(renewedAt);
    return new NodeSignal(
        name,
        uid(),
        bootId,
        since,
        labels,
        annotations,
        taints,
        false,
        Map.of(NodeSignal.READY, new ConditionSignal(NodeSignal.READY, ready, "", since)),
        ROOMY,
        stamp(),
        since,
        false,
        List.of(),
        null);
  }

  String stamp() {
    return stamp;
  }
}
