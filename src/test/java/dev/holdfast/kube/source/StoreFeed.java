package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import java.time.Instant;
import java.util.function.Supplier;

/** The stores, filled as the informers fill them, without a cluster. */
public final class StoreFeed {
  public final PodStore pods = new PodStore();
  public final NodeStore nodes = new NodeStore();

  private final ItemStore<Pod> podItems;
  private final ItemStore<Node> nodeItems;
  private final ItemStore<Lease> leaseItems;

  public StoreFeed(Supplier<Instant> clock, ClusterListener listener) {
    var interner = new Interner();
    podItems =
        new RecordItemStore<>(
            Pod::new, new PodReader(interner), pods.records(), clock, listener::onPodChange);
    nodeItems =
        new RecordItemStore<>(
            Node::new, new NodeReader(interner), nodes.nodeRecords(), clock, (before, after) -> {});
    leaseItems =
        new RecordItemStore<>(
            Lease::new, LeaseSignal::read, nodes.leaseRecords(), clock, (before, after) -> {});
  }

  public void arrive(Pod pod) {
    podItems.put(podItems.getKey(pod), pod);
  }

  public void arrive(Node node) {
    nodeItems.put(nodeItems.getKey(node), node);
  }

  public void arrive(Lease lease) {
    leaseItems.put(leaseItems.getKey(lease), lease);
  }

  public void leave(Pod pod) {
    podItems.remove(podItems.getKey(pod));
  }

  public void leave(Node node) {
    nodeItems.remove(nodeItems.getKey(node));
  }

  public void leave(Lease lease) {
    leaseItems.remove(leaseItems.getKey(lease));
  }
}
