package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.TaintSignal;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;

/** Objects and requests as Kubernetes writes them, as far as somebody reads them. */
final class Bodies {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** As Kubernetes writes a MicroTime. */
  private static final DateTimeFormatter MICRO_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  private Bodies() {}

  // Objects

  static ObjectNode node(ServerNode node) {
    var body = JSON.objectNode();
    var meta = body.putObject("metadata").put("name", node.name).put("uid", node.uid);
    meta.put("resourceVersion", Long.toString(node.version));
    texts(meta.putObject("labels"), node.labels);
    texts(meta.putObject("annotations"), node.annotations);
    if (node.isConfirmed()) meta.set("managedFields", whoConfirmed(node));
    var spec = body.putObject("spec").put("unschedulable", node.cordoned);
    var taints = spec.putArray("taints");
    node.taints.forEach(taint -> taints.add(taint(taint)));
    var status = body.putObject("status");
    status.putObject("nodeInfo").put("bootID", node.bootId);
    status.putObject("allocatable").put("pods", ServerNode.ROOM);
    var conditions = status.putArray("conditions");
    condition(conditions, "Ready", node.ready())
        .put("lastTransitionTime", node.readySince().toString());
    node.conditions().forEach((type, is) -> condition(conditions, type, is));
    return body;
  }

  /** The API server notes who wrote which field when. */
  private static ArrayNode whoConfirmed(ServerNode node) {
    var fields = JSON.arrayNode();
    fields
        .addObject()
        .put("manager", "kubectl-annotate")
        .put("time", node.confirmedAt().toString())
        .putObject("fieldsV1")
        .putObject("f:metadata")
        .putObject("f:annotations")
        .putObject("f:" + NodeAnnotations.CONFIRMED_DEAD);
    return fields;
  }

  static ObjectNode lease(ServerNode node) {
    var body = JSON.objectNode();
    body.putObject("metadata").put("namespace", "kube-node-lease").put("name", node.name);
    body.putObject("spec").put("renewTime", MICRO_TIME.format(node.saidAt()));
    return body;
  }

  static ObjectNode pod(ServerPod pod) {
    var body = JSON.objectNode();
    var meta = body.putObject("metadata");
    meta.put("namespace", Workload.NAMESPACE).put("name", pod.name).put("uid", pod.uid);
    meta.put("resourceVersion", Long.toString(pod.version));
    meta.put("creationTimestamp", pod.createdAt.toString());
    texts(meta.putObject("labels"), pod.labels);
    if (pod.hold != null) meta.putObject("annotations").put(NodeAnnotations.HOLD, pod.hold);
    var owner = pod.workload.controller();
    meta.putArray("ownerReferences")
        .addObject()
        .put("apiVersion", owner.apiVersion())
        .put("kind", owner.kind())
        .put("name", owner.name())
        .put("uid", owner.uid())
        .put("controller", true);
    if (pod.isDeleting()) meta.put("deletionTimestamp", pod.createdAt.toString());
    var spec = body.putObject("spec");
    if (pod.node != null) spec.put("nodeName", pod.node);
    writes(spec, pod.workload.claims());
    var status = body.putObject("status");
    status.put("phase", phase(pod.phase));
    condition(status.putArray("conditions"), "Ready", pod.ready ? "True" : "False");
    status.putArray("containerStatuses").addObject().put("restartCount", pod.restarts);
    return body;
  }

  private static void writes(ObjectNode spec, List<String> claims) {
    var mounts =
        spec.putArray("containers").addObject().put("name", "app").putArray("volumeMounts");
    var volumes = spec.putArray("volumes");
    for (var claim : claims) {
      mounts.addObject().put("name", claim);
      var volume = volumes.addObject().put("name", claim);
      volume.putObject("persistentVolumeClaim").put("claimName", claim);
    }
  }

  private static String phase(PodPhase phase) {
    return switch (phase) {
      case PENDING -> "Pending";
      case RUNNING -> "Running";
      case SUCCEEDED -> "Succeeded";
      case FAILED -> "Failed";
      case UNKNOWN -> "Unknown";
    };
  }

  /** The object goes with this call. */
  static JsonNode lastOf(ServerPod pod) {
    var body = pod(pod);
    body.withObjectProperty("metadata").put("deletionGracePeriodSeconds", 0);
    return body;
  }

  /** The ConfigMap that is the emergency stop. */
  static ObjectNode stop(Call call) {
    var body = JSON.objectNode();
    body.putObject("metadata").put("namespace", call.namespace()).put("name", call.name());
    return body;
  }

  /** As its author wrote it; Holdfast has not seen it yet. */
  static ObjectNode policy(Workload workload) {
    var body = JSON.objectNode();
    var key = workload.key();
    body.putObject("metadata")
        .put("namespace", key.namespace())
        .put("name", key.name())
        .put("uid", key.uid())
        .put("generation", key.generation())
        .put("creationTimestamp", key.createdAt().toString())
        .put("resourceVersion", "1");
    body.set("spec", Client.JSON.convertValue(workload.spec(), ObjectNode.class));
    body.putObject("status").putObject("pods").put("desired", workload.replicas());
    return body;
  }

  private static ObjectNode condition(ArrayNode conditions, String type, String is) {
    return conditions.addObject().put("type", type).put("status", is);
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
}
