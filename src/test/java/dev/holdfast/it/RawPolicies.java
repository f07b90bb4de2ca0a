package dev.holdfast.it;

import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;

/** Policies of one namespace as the API server takes them, whatever our own types make of them. */
record RawPolicies(KubernetesClient client, String namespace) {
  private static final String API_VERSION = "holdfast.dev/v1alpha1";
  private static final String KIND = "HighAvailabilityPolicy";
  private static final Map<String, Object> OF_NOBODY =
      Map.of("selector", Map.of("matchLabels", Map.of("app", "nobody")));

  static RawPolicies of(Scene scene) {
    return new RawPolicies(scene.client(), scene.namespace());
  }

  /** Sent with the rights of that client. */
  RawPolicies by(KubernetesClient other) {
    return new RawPolicies(other, namespace);
  }

  void create(String name, Map<String, ?> spec) {
    client.resource(policy(name, Map.of(), spec)).create();
  }

  /** One that selects no pod, as a user applies it; applied again, it changes. */
  void apply(String name, Map<String, String> annotations) {
    client.resource(policy(name, annotations, OF_NOBODY)).forceConflicts().serverSideApply();
  }

  void delete(String name) {
    client.resource(get(name)).delete();
  }

  GenericKubernetesResource get(String name) {
    return client
        .genericKubernetesResources(API_VERSION, KIND)
        .inNamespace(namespace)
        .withName(name)
        .require();
  }

  Map<String, Object> spec(String name) {
    return part(name, "spec");
  }

  /** Empty before anybody has spoken. */
  Map<String, Object> status(String name) {
    return part(name, "status");
  }

  /** What the operator says of it under one heading. */
  @SuppressWarnings("unchecked")
  Map<String, Object> condition(String name, String type) {
    var all = (List<Map<String, Object>>) status(name).getOrDefault("conditions", List.of());
    return all.stream().filter(c -> type.equals(c.get("type"))).findFirst().orElse(Map.of());
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> part(String name, String part) {
    return (Map<String, Object>) get(name).getAdditionalProperties().getOrDefault(part, Map.of());
  }

  private GenericKubernetesResource policy(
      String name, Map<String, String> annotations, Map<String, ?> spec) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion(API_VERSION)
        .withKind(KIND)
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withAnnotations(annotations)
        .endMetadata()
        .addToAdditionalProperties("spec", spec)
        .build();
  }
}
