package dev.holdfast.sim;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.Vote;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All that the API server stores, at one moment. */
record Listing(
    List<NodeSignal> nodes,
    List<Reading> pods,
    Map<Workload, Api.Written> memories,
    List<Vote> votes) {

  static Listing of(Api api) {
    var memories = new HashMap<Workload, Api.Written>();
    api.pods().forEach(pod -> memories.computeIfAbsent(pod.workload, api::memory));
    return new Listing(
        api.nodes().stream().map(ServerNode::signal).toList(),
        api.pods().stream().map(Reading::of).toList(),
        memories,
        List.copyOf(api.votes()));
  }
}
