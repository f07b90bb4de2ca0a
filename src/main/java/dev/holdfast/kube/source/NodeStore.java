package dev.holdfast.kube.source;

import dev.holdfast.signal.NodeSignal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Nodes joined with their leases; safe to read from any thread. */
public final class NodeStore {
  private final Map<String, NodeSignal> nodes = new ConcurrentHashMap<>();
  private final Map<String, LeaseSignal> leases = new ConcurrentHashMap<>();
  private volatile @Nullable Instant lastLeaseEventAt;

  public Optional<NodeSignal> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /** All nodes as they are now; the list does not change any more. */
  public List<NodeSignal> all() {
    return List.copyOf(nodes.values());
  }

  public int size() {
    return nodes.size();
  }

  /** When any lease was seen to be renewed last; empty before the first. */
  public Optional<Instant> lastLeaseEventAt() {
    return Optional.ofNullable(lastLeaseEventAt);
  }

  RecordStore<NodeSignal> nodeRecords() {
    return new Nodes();
  }

  RecordStore<LeaseSignal> leaseRecords() {
    return new Leases();
  }

  /**
   * A lease's arrival counts from when the node was seen: a namesake's lease says nothing of it.
   */
  private static NodeSignal join(NodeSignal node, LeaseSignal lease) {
    var renewed = lease.renewedAt().isAfter(node.seenAt()) ? lease.renewedAt() : node.seenAt();
    return node.withLease(lease.stamp(), renewed);
  }

  private final class Nodes implements RecordStore<NodeSignal> {
    @Override
    public @Nullable NodeSignal get(String namespace, String name) {
      return nodes.get(name);
    }

    /** The lease is joined again: it may have been renewed while the node was being read. */
    @Override
    public void put(String namespace, String name, NodeSignal node) {
      synchronized (NodeStore.this) {
        var lease = leases.get(name);
        nodes.put(name, lease == null ? node : join(node, lease));
      }
    }

    @Override
    public void remove(String namespace, String name) {
      nodes.remove(name);
    }

    @Override
    public Stream<String> keys() {
      return nodes.keySet().stream();
    }

    @Override
    public int size() {
      return nodes.size();
    }
  }

  private final class Leases implements RecordStore<LeaseSignal> {
    @Override
    public @Nullable LeaseSignal get(String namespace, String name) {
      return leases.get(name);
    }

    @Override
    public void put(String namespace, String name, LeaseSignal lease) {
      synchronized (NodeStore.this) {
        leases.put(name, lease);
        nodes.computeIfPresent(name, (n, node) -> join(node, lease));
        lastLeaseEventAt = lease.renewedAt();
      }
    }

    @Override
    public void remove(String namespace, String name) {
      synchronized (NodeStore.this) {
        leases.remove(name);
        nodes.computeIfPresent(name, (n, node) -> node.withLease(null, node.leaseRenewedAt()));
      }
    }

    /** As the informer keys them: leases live in a namespace. */
    @Override
    public Stream<String> keys() {
      return leases.keySet().stream().map(name -> ClusterSources.LEASE_NAMESPACE + "/" + name);
    }

    @Override
    public int size() {
      return leases.size();
    }
  }
}
