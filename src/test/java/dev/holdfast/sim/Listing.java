package dev.holdfast.sim;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.Vote;
import java.util.List;
import java.util.Map;

/** All that the API server stores, at one moment. */
record Listing(
    List<NodeSignal> nodes,
    List<Reading> pods,
    Map<Workload, Revision> policies,
    List<Vote> votes,
    boolean stopped) {

  static Listing of(Api api) {
    return new Listing(
        api.nodes().stream().map(ServerNode::signal).toList(),
        api.pods().stream().map(Reading::of).toList(),
        Map.copyOf(api.policies()),
        List.copyOf(api.votes()),
        api.isStopped());
  }
}
