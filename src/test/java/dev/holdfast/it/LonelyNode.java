package dev.holdfast.it;

import dev.holdfast.action.Cluster.NodeRef;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;

/** A node without a kubelet: nobody but the test and the subject changes it and its pods much. */
final class LonelyNode implements AutoCloseable {
  /** What others have put on it, which is to stay. */
  static final Taint FOREIGN = new Taint("NoSchedule", "example.test/theirs", null, "x");

  static final String FOREIGN_ANNOTATION = "example.test/theirs";

  private final KubernetesClient client;
  private final String namespace;
  private final NodeRef ref;

  private LonelyNode(KubernetesClient client, String namespace, NodeRef ref) {
    this.client = client;
    this.namespace = namespace;
    this.ref = ref;
  }

  /** One at a time in a scene. */
  static LonelyNode in(Scene scene) {
    var node =
        scene.create(
            new NodeBuilder()
                .withNewMetadata()
                .withName(scene.namespace() + "-lonely")
                .addToAnnotations(FOREIGN_ANNOTATION, "kept")
                .endMetadata()
                .withNewSpec()
                .withTaints(FOREIGN)
                .endSpec()
                .build());
    var meta = node.getMetadata();
    var ref = new NodeRef(meta.getName(), meta.getUid());
    return new LonelyNode(scene.client(), scene.namespace(), ref);
  }

  String name() {
    return ref.name();
  }

  NodeRef ref() {
    return ref;
  }

  List<String> taints() {
    return now().getSpec().getTaints().stream().map(Taint::getKey).toList();
  }

  Map<String, String> annotations() {
    return now().getMetadata().getAnnotations();
  }

  private Node now() {
    return client.nodes().withName(name()).get();
  }

  /** Whatever version the node has: the node controllers write to it as well. */
  void annotate(String annotation, String value) {
    client
        .nodes()
        .withName(name())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}".formatted(annotation, value));
  }

  /** A pod there that is ready, as far as the API says. */
  Pod readyPod(String name) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .addToLabels("app", name)
            .endMetadata()
            .withNewSpec()
            .withNodeName(name())
            .addNewContainer()
            .withName("main")
            .withImage("example.test/app")
            .endContainer()
            .endSpec()
            .build();
    return client.resource(client.resource(pod).create()).editStatus(LonelyNode::ready);
  }

  private static Pod ready(Pod pod) {
    return new PodBuilder(pod)
        .editOrNewStatus()
        .withPhase("Running")
        .addNewCondition()
        .withType("Ready")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  @Override
  public void close() {
    client.nodes().withName(name()).delete();
  }
}
