package dev.holdfast.bench;

import dev.holdfast.kube.source.Deaf;
import dev.holdfast.kube.source.Recorded;
import dev.holdfast.kube.source.StoreFeed;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/**
 * Heap kept for each watched pod and node: 20,000 pods and 1,000 nodes with their leases, made from
 * recorded JSON and read and stored as the informers do it; ten pods a ReplicaSet. The figure is
 * the growth of the used heap after collection, the median of several runs.
 *
 * <pre>java -cp … dev.holdfast.bench.PodMemory [pods] [nodes] [runs]</pre>
 */
public final class PodMemory {
  private static final int PODS_A_REPLICA_SET = 10;
  private static final int REPLICA_SETS_A_NAMESPACE = 20;

  private final int pods;
  private final int nodes;
  private final AtomicLong clock = new AtomicLong();

  private PodMemory(int pods, int nodes) {
    this.pods = pods;
    this.nodes = nodes;
  }

  public static void main(String[] arguments) {
    int pods = argument(arguments, 0, 20_000);
    int nodes = argument(arguments, 1, 1_000);
    int runs = argument(arguments, 2, 5);
    new PodMemory(1, 1).measure(); // loads classes and fills caches that are no pod's
    var measured = IntStream.range(0, runs).mapToObj(run -> new PodMemory(pods, nodes).measure());
    var all = measured.toList();
    System.out.printf(
        "%d pods of %d bytes of JSON, %d nodes, %d runs%n",
        pods, Recorded.POD.replaceAll("\\s+", "").length(), nodes, runs);
    System.out.printf(
        "bytes a pod:  median %d of %s%n",
        median(all.stream().mapToLong(Bytes::pod).toArray()),
        all.stream().map(Bytes::pod).toList());
    System.out.printf(
        "bytes a node: median %d of %s%n",
        median(all.stream().mapToLong(Bytes::node).toArray()),
        all.stream().map(Bytes::node).toList());
  }

  private static int argument(String[] arguments, int position, int otherwise) {
    return arguments.length > position ? Integer.parseInt(arguments[position]) : otherwise;
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private record Bytes(long pod, long node) {}

  /** Nodes first: pods share the nodes' names with them, as in a real cluster. */
  private Bytes measure() {
    var feed = new StoreFeed(this::now, new Deaf());
    long empty = used();
    for (int n = 0; n < nodes; n++) {
      feed.arrive(node(n));
      feed.arrive(lease(n));
    }
    long withNodes = used();
    for (int p = 0; p < pods; p++) feed.arrive(pod(p));
    long full = used();
    if (feed.pods.size() != pods || feed.nodes.size() != nodes)
      throw new IllegalStateException("the stores do not hold what was fed to them");
    return new Bytes((full - withNodes) / pods, (withNodes - empty) / nodes);
  }

  /** Every arrival has an instant of its own, which is the dearest case. */
  private Instant now() {
    return Instant.ofEpochSecond(1_800_000_000L, clock.incrementAndGet() * 1_000);
  }

  private static long used() {
    var runtime = Runtime.getRuntime();
    for (int i = 0; i < 4; i++) System.gc();
    return runtime.totalMemory() - runtime.freeMemory();
  }

  private Pod pod(int p) {
    int set = p / PODS_A_REPLICA_SET;
    var pod = Recorded.read(Recorded.POD, Pod.class);
    var hash = "6c749d%04x".formatted(set);
    var meta = pod.getMetadata();
    meta.setNamespace("team-%d".formatted(set / REPLICA_SETS_A_NAMESPACE));
    meta.setName("checkout-%s-%05x".formatted(hash, p));
    meta.setUid(uid(1, p));
    meta.setCreationTimestamp(now().toString());
    meta.getLabels().put("pod-template-hash", hash);
    meta.getOwnerReferences().getFirst().setName("checkout-" + hash);
    meta.getOwnerReferences().getFirst().setUid(uid(2, set));
    pod.getSpec().setNodeName(nodeName(p % nodes));
    return pod;
  }

  private Node node(int n) {
    var node = Recorded.read(Recorded.NODE, Node.class);
    node.getMetadata().setName(nodeName(n));
    node.getMetadata().setUid(uid(3, n));
    node.getMetadata().getLabels().put("kubernetes.io/hostname", nodeName(n));
    return node;
  }

  private Lease lease(int n) {
    var lease = Recorded.read(Recorded.LEASE, Lease.class);
    lease.getMetadata().setName(nodeName(n));
    return lease;
  }

  private static String nodeName(int n) {
    return "worker-%04d.example.internal".formatted(n);
  }

  private static String uid(long kind, long number) {
    return new UUID(kind << 48 | 0x4000, Long.MIN_VALUE | number).toString();
  }
}
