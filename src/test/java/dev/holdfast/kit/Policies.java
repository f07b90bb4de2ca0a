package dev.holdfast.kit;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.IncidentStatus;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.api.PolicyStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Policies of one scene, written as users write them, and what the operator says of them. Node
 * policies select the scene's hosts and have times that suit {@link NodeTimings#SHORT}.
 */
public final class Policies {
  private static final String API_VERSION = "holdfast.dev/v1alpha1";

  /** Lost a second after the control plane says NotReady; brakes that only their own test feels. */
  private static final String SHORT =
      """
      conditions:
      - {type: Ready, status: Unknown, for: 7s}
      - {type: Ready, status: "False", for: 2s}
      - {type: KernelDeadlock, status: "True", for: 2s}
      suspectAfter: 3s
      brake: {maxUnhealthy: "100%", pace: 100ms, zoneDelay: 5m}
      quiet: {beforeRelease: 3s, afterOutage: 5s}
      """;

  private final KubernetesClient client;
  private final String namespace;
  private final String pool;

  Policies(KubernetesClient client, String namespace, String pool) {
    this.client = client;
    this.namespace = namespace;
    this.pool = pool;
  }

  /** A policy for all pods of the workloads of these names, otherwise with the defaults. */
  public void protect(String name, List<String> apps) {
    protect(name, apps, "{}");
  }

  /**
   * A policy for all pods of the workloads of these names; applied again, it changes.
   *
   * @param changes fields of the spec in YAML, over the defaults
   */
  public void protect(String name, List<String> apps, String changes) {
    var expression = Map.of("key", Workloads.APP, "operator", "In", "values", apps);
    var selector = Map.of("selector", Map.of("matchExpressions", List.of(expression)));
    apply("HighAvailabilityPolicy", name, merged(selector, yaml(changes)));
  }

  /** A node policy for the scene's hosts with short times. */
  public void judgeNodes() {
    judgeNodes(pool, "{}");
  }

  /**
   * A node policy for the scene's hosts; applied again, it changes.
   *
   * @param name unique in the cluster: start it with the scene's pool
   * @param changes fields of the spec in YAML, over the short times
   */
  public void judgeNodes(String name, String changes) {
    var selector =
        Map.<String, Object>of("nodeSelector", Map.of("matchLabels", Map.of(HostSpec.POOL, pool)));
    apply("NodeHealthPolicy", name, merged(merged(selector, yaml(SHORT)), yaml(changes)));
  }

  public void delete(String name) {
    client.resources(HighAvailabilityPolicy.class).inNamespace(namespace).withName(name).delete();
  }

  /** A policy as it is now. */
  public HighAvailabilityPolicy get(String name) {
    return Objects.requireNonNull(
        client.resources(HighAvailabilityPolicy.class).inNamespace(namespace).withName(name).get(),
        "no such policy");
  }

  /** What the operator says of a policy; empty before it has spoken. */
  public PolicyStatus status(String name) {
    var policy =
        client.resources(HighAvailabilityPolicy.class).inNamespace(namespace).withName(name).get();
    return Optional.ofNullable(policy)
        .map(HighAvailabilityPolicy::getStatus)
        .orElse(PolicyStatus.EMPTY);
  }

  /** What the operator says of it under one heading, as status/reason: message. */
  public String condition(String name, String type) {
    return status(name).conditions().stream()
        .filter(condition -> condition.type().equals(type))
        .map(c -> c.status() + "/" + c.reason() + ": " + c.message())
        .findFirst()
        .orElse("");
  }

  /** What the operator says of the scene's node policy. */
  public NodePolicyStatus nodes() {
    return nodes(pool);
  }

  /** What the operator says of a node policy; empty before it has spoken. */
  public NodePolicyStatus nodes(String name) {
    var policy = client.resources(NodeHealthPolicy.class).withName(name).get();
    return Optional.ofNullable(policy)
        .map(NodeHealthPolicy::getStatus)
        .orElse(NodePolicyStatus.EMPTY);
  }

  /** Incidents of one workload, the oldest first. */
  public List<IncidentStatus> incidents(String name, String workload) {
    return status(name).incidents().stream()
        .filter(incident -> incident.workload().name().equals(workload))
        .toList();
  }

  /** Why the operator does not act on something, by its name as in Kind/name. */
  public Map<String, String> held(String name) {
    var reasons = new TreeMap<String, String>();
    status(name).held().forEach(held -> reasons.put(held.subject(), held.reason()));
    return reasons;
  }

  /**
   * The reasons of all that it told of one object of the scene, or of one of its nodes or node
   * policies.
   */
  public List<String> reasons(String kind, String object) {
    return events(kind, object).stream().map(Event::getReason).toList();
  }

  /** What it told of one object, in its words. */
  public List<String> messages(String kind, String object) {
    return events(kind, object).stream().map(Event::getMessage).toList();
  }

  private List<Event> events(String kind, String object) {
    var where = kind.startsWith("Node") ? "default" : namespace;
    return client.v1().events().inNamespace(where).list().getItems().stream()
        .filter(event -> "holdfast".equals(event.getSource().getComponent()))
        .filter(event -> kind.equals(event.getInvolvedObject().getKind()))
        .filter(event -> object.equals(event.getInvolvedObject().getName()))
        .toList();
  }

  /** Whether it told that reason of that object. */
  public boolean told(String kind, String object, String reason) {
    return reasons(kind, object).contains(reason);
  }

  void removeAll() {
    try {
      client.resources(HighAvailabilityPolicy.class).inNamespace(namespace).delete();
      client.resources(NodeHealthPolicy.class).withLabel(HostSpec.POOL, pool).delete();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HTTP_NOT_FOUND) throw e; // else the kinds are not installed
    }
  }

  private void apply(String kind, String name, Map<String, Object> spec) {
    var policy =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(API_VERSION)
            .withKind(kind)
            .withNewMetadata()
            .withName(name)
            .addToLabels(HostSpec.POOL, pool)
            .endMetadata()
            .addToAdditionalProperties("spec", spec)
            .build();
    send(kind.equals("NodeHealthPolicy") ? policy : inNamespace(policy));
  }

  private HasMetadata inNamespace(HasMetadata object) {
    object.getMetadata().setNamespace(namespace);
    return object;
  }

  private void send(HasMetadata policy) {
    client.resource(policy).forceConflicts().serverSideApply();
  }

  /** Without the dashes a text that begins with a brace would be taken for JSON. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> yaml(String text) {
    return Serialization.unmarshal("---\n" + text, Map.class);
  }

  /** Maps are merged, all else is replaced. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> merged(
      Map<String, ? extends Object> base, Map<String, Object> changes) {
    var merged = new TreeMap<String, Object>(base);
    changes.forEach(
        (key, value) ->
            merged.merge(
                key,
                value,
                (old, fresh) ->
                    old instanceof Map && fresh instanceof Map
                        ? merged((Map<String, Object>) old, (Map<String, Object>) fresh)
                        : fresh));
    return merged;
  }
}
