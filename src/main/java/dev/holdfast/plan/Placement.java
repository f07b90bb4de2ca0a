package dev.holdfast.plan;

import dev.holdfast.health.NodeHealth;
import dev.holdfast.plan.PolicyView.NodeRoom;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.TaintSignal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Is there a Healthy node elsewhere that would take the pod's replacement? */
final class Placement {

  /** Three answers: what cannot be judged is not shown. */
  sealed interface Answer {
    record Fits(String node) implements Answer {}

    record NoRoom(String why) implements Answer {}

    record Unknown(String what) implements Answer {}
  }

  private final PolicyView view;

  Placement(PolicyView view) {
    this.view = view;
  }

  Answer elsewhere(PodSignal pod) {
    if (!pod.shape().unjudged().isEmpty()) {
      return new Answer.Unknown(
          String.join(", ", pod.shape().unjudged().stream().sorted().toList()));
    }
    var refusals = new LinkedHashMap<String, Integer>();
    for (var room : view.rooms().get()) {
      var health = view.fleet().node(room.node());
      if (health.isEmpty() || pod.isOn(room.node())) continue;
      var refusal = refuse(pod, health.get(), room);
      if (refusal.isEmpty()) return new Answer.Fits(room.node());
      refusals.merge(refusal, 1, Integer::sum);
    }
    return new Answer.NoRoom(sentence(refusals));
  }

  /** Empty when it fits. */
  private static String refuse(PodSignal pod, NodeHealth health, NodeRoom room) {
    var node = health.node();
    if (!health.isHealthy()) return "not Healthy";
    if (node.unschedulable()) return "cordoned";
    if (!pod.shape().wants(node)) return "not selected by the pod";
    if (isRepelled(pod, node)) return "tainted";
    return room.free().covers(pod.shape().requests()) ? "" : "too full";
  }

  private static boolean isRepelled(PodSignal pod, NodeSignal node) {
    return node.taints().stream()
        .filter(TaintSignal::repels)
        .anyMatch(taint -> !pod.shape().tolerates(taint));
  }

  private static String sentence(Map<String, Integer> refusals) {
    if (refusals.isEmpty()) return "there is no other node";
    return refusals.entrySet().stream()
        .map(e -> "%d %s".formatted(e.getValue(), e.getKey()))
        .collect(Collectors.joining(", ", "of the other nodes: ", ""));
  }
}
