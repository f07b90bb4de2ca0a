package dev.holdfast.kube.source;

import dev.holdfast.health.NodePolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** All node policies; safe to read from any thread. */
public final class NodePolicyStore {
  private final KeyedRecords<NodePolicy> policies = new KeyedRecords<>();

  RecordStore<NodePolicy> records() {
    return policies;
  }

  /** In the order of their names, so that passes repeat. */
  public List<NodePolicy> all() {
    return policies
        .keys()
        .map(name -> policies.get("", name))
        .filter(Objects::nonNull)
        .sorted(Comparator.comparing(NodePolicy::name))
        .toList();
  }
}
