package dev.holdfast.action;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.PodSignal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A cluster of a few records that remembers what was asked of it, in order. */
public final class InMemoryCluster implements Cluster {
  public final Map<String, PodSignal> pods = new HashMap<>();
  public final Map<String, NodeSignal> nodes = new HashMap<>();
  final List<String> calls = new ArrayList<>();

  /** What the API server says to each change, by name; accepted where nothing else is said. */
  final Map<String, Answer> answers = new HashMap<>();

  boolean readable = true;

  public List<String> changes() {
    return calls.stream().filter(call -> !call.startsWith("look")).toList();
  }

  @Override
  public PodLook look(PodRef pod) {
    calls.add("look at pod " + pod.name());
    if (!readable) return new PodLook.Unreadable("no answer");
    var found = pods.get(pod.name());
    return found == null || !found.uid().equals(pod.uid())
        ? new PodLook.Absent()
        : new PodLook.Present(found);
  }

  @Override
  public NodeLook lookAtNode(String name) {
    calls.add("look at node " + name);
    var found = nodes.get(name);
    return found == null ? new NodeLook.Absent() : new NodeLook.Present(found);
  }

  @Override
  public Answer evict(PodRef pod) {
    return change("evict", pod.uid());
  }

  @Override
  public Answer delete(PodRef pod) {
    return change("delete", pod.uid());
  }

  @Override
  public Answer forceDelete(PodRef pod) {
    return change("force delete", pod.uid());
  }

  @Override
  public Answer markNotReady(PodRef pod, String message) {
    return change("mark not ready", pod.uid());
  }

  @Override
  public Answer markDisrupted(PodRef pod, String message) {
    return change("mark disrupted", pod.uid());
  }

  @Override
  public Answer markEnded(PodRef pod, String message) {
    return change("mark ended", pod.uid());
  }

  @Override
  public Answer mark(NodeRef node, String mark, LastLook lastLook) {
    return change("mark", node, lastLook);
  }

  @Override
  public Answer unmark(NodeRef node, boolean withTaint, LastLook lastLook) {
    return change(withTaint ? "unmark with taint" : "unmark", node, lastLook);
  }

  @Override
  public Answer voidConfirmation(NodeRef node, LastLook lastLook) {
    return change("void confirmation", node, lastLook);
  }

  private Answer change(String what, NodeRef node, LastLook lastLook) {
    return lastLook
        .refuse(nodes.get(node.name()))
        .<Answer>map(refusal -> new Answer.Moot(refusal.reason()))
        .orElseGet(() -> change(what, node.uid()));
  }

  private Answer change(String what, String uid) {
    calls.add(what + " " + uid);
    return answers.getOrDefault(what, new Answer.Accepted());
  }
}
