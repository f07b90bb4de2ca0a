package dev.holdfast.kube.write;

import dev.holdfast.action.Cluster;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.kube.source.LeaseSignal;
import dev.holdfast.kube.source.NodeReader;
import dev.holdfast.kube.source.PodReader;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodRef;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The cluster through its API server: one call is one request, never repeated behind our back. */
public final class LiveCluster implements Cluster {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /**
   * An eviction whose uid does not match any more is retried inside the API server for ten seconds
   * before it answers; a shorter wait would leave the outcome unknown.
   */
  private static final Duration EVICTION_TIMEOUT = Duration.ofSeconds(12);

  private final KubernetesClient client;
  private final KubernetesClient patient;
  private final Supplier<Instant> clock;
  private final PodReader podReader = new PodReader();
  private final NodeReader nodeReader = new NodeReader();

  /**
   * @param clock tells arrival times
   */
  public LiveCluster(KubernetesClient client, Supplier<Instant> clock) {
    this.client = SingleRequests.of(client, TIMEOUT);
    this.patient = SingleRequests.of(client, EVICTION_TIMEOUT);
    this.clock = clock;
  }

  @Override
  public PodLook look(PodRef ref) {
    try {
      var pod = client.pods().inNamespace(ref.namespace()).withName(ref.name()).get();
      if (pod == null) return new PodLook.Absent();
      var signal = podReader.read(pod, null, clock.get());
      return signal.uid().equals(ref.uid()) ? new PodLook.Present(signal) : new PodLook.Absent();
    } catch (KubernetesClientException e) {
      return new PodLook.Unreadable(Answers.message(e));
    }
  }

  @Override
  public NodeLook lookAtNode(String name) {
    try {
      var node = client.nodes().withName(name).get();
      return node == null ? new NodeLook.Absent() : new NodeLook.Present(withLease(name, node));
    } catch (KubernetesClientException e) {
      return new NodeLook.Unreadable(Answers.message(e));
    }
  }

  private NodeSignal withLease(String name, Node node) {
    var lease = client.leases().inNamespace(ClusterSources.LEASE_NAMESPACE).withName(name).get();
    var now = clock.get();
    return nodeReader
        .read(node, null, now)
        .withLease(lease == null ? null : LeaseSignal.stamp(lease), now);
  }

  @Override
  public Answer evict(PodRef pod) {
    return Answers.of(
        () -> patient.raw(PodForm.path(pod) + "/eviction", "POST", PodForm.eviction(pod)));
  }

  @Override
  public Answer delete(PodRef pod) {
    return delete(pod, PodForm.deletion(pod));
  }

  @Override
  public Answer forceDelete(PodRef pod) {
    return delete(pod, PodForm.forcedDeletion(pod));
  }

  /** The client's own delete sends no uid, and so could hit a namesake. */
  private Answer delete(PodRef pod, Map<String, Object> options) {
    return Answers.of(() -> client.raw(PodForm.path(pod), "DELETE", options));
  }

  @Override
  public Answer markNotReady(PodRef pod, String message) {
    return patchStatus(pod, Map.of("conditions", List.of(PodForm.notReady(message, clock.get()))));
  }

  @Override
  public Answer markDisrupted(PodRef pod, String message) {
    return patchStatus(pod, Map.of("conditions", List.of(PodForm.disrupted(message, clock.get()))));
  }

  @Override
  public Answer markEnded(PodRef pod, String message) {
    var disrupted = PodForm.disrupted(message, clock.get());
    return patchStatus(pod, Map.of("phase", "Failed", "conditions", List.of(disrupted)));
  }

  /** Changes what is named and leaves the rest alone, other conditions too. */
  private Answer patchStatus(PodRef pod, Map<String, Object> status) {
    var patch = Map.of("metadata", Map.of("uid", pod.uid()), "status", status);
    return Answers.of(
        () ->
            client
                .pods()
                .resource(named(pod))
                .subresource("status")
                .patch(PatchContext.of(PatchType.STRATEGIC_MERGE), json(patch)));
  }

  /** With an object at hand the client patches at once; with a name it would read the pod first. */
  private static Pod named(PodRef pod) {
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(pod.namespace())
        .withName(pod.name())
        .endMetadata()
        .build();
  }

  @Override
  public Answer mark(NodeRef node, String mark, LastLook lastLook) {
    return patch(
        node,
        lastLook,
        patch ->
            patch.bears(NodeAnnotations.MARKED, NodeAnnotations.OUR_TAINT)
                ? patch
                : patch.annotate(NodeAnnotations.MARKED, mark).addTaint(NodeAnnotations.OUR_TAINT));
  }

  @Override
  public Answer unmark(NodeRef node, boolean withTaint, LastLook lastLook) {
    return patch(
        node,
        lastLook,
        patch -> {
          patch.dropAnnotation(NodeAnnotations.MARKED);
          return withTaint ? patch.removeTaint(NodeAnnotations.OUR_TAINT) : patch;
        });
  }

  @Override
  public Answer voidConfirmation(NodeRef node, LastLook lastLook) {
    return patch(node, lastLook, patch -> patch.dropAnnotation(NodeAnnotations.CONFIRMED_DEAD));
  }

  /** Two requests: a look at the node, and the patch for what was seen there. */
  private Answer patch(NodeRef ref, LastLook lastLook, UnaryOperator<NodePatch> changes) {
    try {
      var node = client.nodes().withName(ref.name()).get();
      if (node == null) return new Answer.Moot("node " + ref.name() + " is gone");
      if (!ref.uid().equals(node.getMetadata().getUid()))
        return new Answer.Moot("node " + ref.name() + " is another one of that name");
      var refusal = lastLook.refuse(nodeReader.read(node, null, clock.get()));
      if (refusal.isPresent()) return new Answer.Moot(refusal.get().message());
      var patch = changes.apply(new NodePatch(node));
      return patch.isEmpty()
          ? new Answer.Moot("node " + ref.name() + " is so already")
          : send(node, patch);
    } catch (KubernetesClientException e) {
      return new Answer.Rejected(e.getCode(), "could not look at it: " + Answers.message(e));
    }
  }

  private Answer send(Node node, NodePatch patch) {
    return Answers.of(
        () ->
            client
                .nodes()
                .resource(node)
                .patch(PatchContext.of(PatchType.JSON), json(patch.guarded())));
  }

  private String json(Object value) {
    return client.getKubernetesSerialization().asJson(value);
  }
}
