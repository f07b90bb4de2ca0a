package dev.holdfast.kube.write;

import dev.holdfast.signal.PodRef;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/**
 * What is asked of the API server about a pod, in its own form. Each removal names the uid that it
 * is meant for.
 */
final class PodForm {
  private static final String UNREADY_REASON = "NodeUnreachableToHoldfast";

  private static final String DISRUPTION_REASON = "DeletionByHoldfast";

  private PodForm() {}

  static String path(PodRef pod) {
    return "/api/v1/namespaces/" + pod.namespace() + "/pods/" + pod.name();
  }

  static Map<String, Object> eviction(PodRef pod) {
    return Map.of(
        "apiVersion",
        "policy/v1",
        "kind",
        "Eviction",
        "metadata",
        Map.of("namespace", pod.namespace(), "name", pod.name()),
        "deleteOptions",
        deletion(pod));
  }

  /** With the grace that the pod itself asks for. */
  static Map<String, Object> deletion(PodRef pod) {
    return deletion(pod, Map.of());
  }

  static Map<String, Object> forcedDeletion(PodRef pod) {
    return deletion(pod, Map.of("gracePeriodSeconds", 0));
  }

  private static Map<String, Object> deletion(PodRef pod, Map<String, Object> more) {
    var options = new HashMap<String, Object>(more);
    options.put("apiVersion", "v1");
    options.put("kind", "DeleteOptions");
    options.put("preconditions", Map.of("uid", pod.uid()));
    return options;
  }

  /** A condition that keeps traffic away from it. */
  static Map<String, String> notReady(String message, Instant now) {
    return condition("Ready", "False", UNREADY_REASON, message, now);
  }

  /** A condition that says why it was removed. */
  static Map<String, String> disrupted(String message, Instant now) {
    return condition("DisruptionTarget", "True", DISRUPTION_REASON, message, now);
  }

  private static Map<String, String> condition(
      String type, String status, String reason, String message, Instant now) {
    return Map.of(
        "type",
        type,
        "status",
        status,
        "reason",
        reason,
        "message",
        message,
        "lastTransitionTime",
        now.truncatedTo(ChronoUnit.SECONDS).toString());
  }
}
