package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodRef;
import dev.holdfast.signal.TaintSignal;
import java.util.Map;

/** Objects and requests as Kubernetes writes them, as far as somebody reads them. */
final class Bodies {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private Bodies() {}

  // Objects

  static JsonNode node(ServerNode node) {
    var body = JSON.objectNode();
    var meta = body.putObject("metadata").put("name", node.name);
    texts(meta.putObject("labels"), node.labels);
    texts(meta.putObject("annotations"), node.annotations);
    var taints = body.putObject("spec").putArray("taints");
    node.taints.forEach(taint -> taints.add(taint(taint)));
    var status = body.putObject("status");
    status.putObject("nodeInfo").put("bootID", node.bootId);
    conditions(status, "Ready", node.ready);
    return body;
  }

  static ObjectNode pod(ServerPod pod, long version) {
    var body = JSON.objectNode();
    var meta = body.putObject("metadata");
    meta.put("namespace", Workload.NAMESPACE).put("name", pod.name).put("uid", pod.uid);
    meta.put("resourceVersion", Long.toString(version));
    texts(meta.putObject("labels"), pod.labels);
    var owner = pod.workload.replicaSet();
    meta.putArray("ownerReferences")
        .addObject()
        .put("kind", owner.kind())
        .put("uid", owner.uid())
        .put("controller", true);
    if (pod.isDeleting()) meta.put("deletionTimestamp", "so it is");
    var spec = body.putObject("spec");
    if (pod.node != null) spec.put("nodeName", pod.node);
    var status = body.putObject("status");
    status.put("phase", pod.phase == PodPhase.RUNNING ? "Running" : "Pending");
    conditions(status, "Ready", pod.ready ? "True" : "False");
    return body;
  }

  /** The object goes with this call. */
  static JsonNode lastOf(ServerPod pod, long version) {
    var body = pod(pod, version);
    body.withObjectProperty("metadata").put("deletionGracePeriodSeconds", 0);
    return body;
  }

  static JsonNode policy(Workload workload, PolicyMemory memory) {
    var body = JSON.objectNode();
    var name = workload.policy().key().name();
    body.putObject("metadata").put("namespace", Workload.NAMESPACE).put("name", name);
    var spec = body.putObject("spec");
    spec.putObject("selector").putObject("matchLabels").put(Workload.LABEL, workload.name());
    var promised = workload.policy().spec().objective().minAvailable();
    var objective = spec.putObject("objective");
    if (promised.percent()) objective.put("minAvailable", promised.amount() + "%");
    else objective.put("minAvailable", promised.amount());
    var status = body.putObject("status");
    status.putObject("pods").put("desired", workload.replicas());
    var intents = status.putArray("intents");
    memory.intents().forEach(intent -> intents.add(intent(intent)));
    return body;
  }

  private static JsonNode intent(Intent intent) {
    var body = JSON.objectNode();
    body.put("id", intent.id()).put("action", intent.step().action());
    body.put("purpose", intent.purpose().name());
    var pod = intent.step().pod();
    body.putObject("pod").put("name", pod.name()).put("uid", pod.uid());
    return body;
  }

  private static void conditions(ObjectNode status, String type, String is) {
    status.putArray("conditions").addObject().put("type", type).put("status", is);
  }

  private static void texts(ObjectNode to, Map<String, String> texts) {
    texts.forEach(to::put);
  }

  private static ObjectNode taint(TaintSignal taint) {
    return JSON.objectNode().put("key", taint.key()).put("effect", taint.effect());
  }

  // Requests

  static JsonNode binding(String node) {
    var body = JSON.objectNode();
    body.putObject("target").put("name", node);
    return body;
  }

  static ObjectNode deletion(PodRef pod) {
    var body = JSON.objectNode();
    body.putObject("preconditions").put("uid", pod.uid());
    return body;
  }

  static JsonNode eviction(PodRef pod) {
    return JSON.objectNode().set("deleteOptions", deletion(pod));
  }

  /** Of a pod's status: that it is not ready. */
  static JsonNode diversion(PodRef pod) {
    var body = JSON.objectNode();
    body.putObject("metadata").put("uid", pod.uid());
    conditions(body.putObject("status"), "Ready", "False");
    return body;
  }

  /** Of a node of that version: our mark and taint, put there or taken away. */
  static JsonNode marking(ServerNode node, String how, boolean withTaint) {
    var patch = JSON.arrayNode();
    operation(patch, "replace", "/metadata/resourceVersion").put("value", node.version);
    var path = "/metadata/annotations/" + NodeAnnotations.MARKED.replace("/", "~1");
    operation(patch, how, path);
    if (withTaint) {
      var taints = operation(patch, how, "/spec/taints/-");
      if (how.equals("add")) taints.set("value", taint(NodeAnnotations.OUR_TAINT));
    }
    return patch;
  }

  private static ObjectNode operation(ArrayNode patch, String how, String path) {
    return patch.addObject().put("op", how).put("path", path);
  }
}
