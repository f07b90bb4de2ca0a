package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A controller of the kind {@link #KIND}, which no operator knows and which replaces nothing. An
 * administrator has given Holdfast the right to read it.
 */
public final class CustomController {
  /** As a policy names it: group and kind. */
  public static final String KIND = "kit.holdfast.dev/Widget";

  private static final String API_VERSION = "kit.holdfast.dev/v1";

  private CustomController() {}

  /** Creates the kind, if need be, and one object of it; pods may then be owned by that. */
  public static OwnerReference create(KubernetesClient client, String namespace, String name) {
    return create(client, namespace, name, 1);
  }

  /**
   * The same.
   *
   * @param replicas how many pods it says that it wants
   */
  public static OwnerReference create(
      KubernetesClient client, String namespace, String name, int replicas) {
    client.resource(definition()).serverSideApply();
    client.resource(rightToRead()).serverSideApply();
    var widget =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(API_VERSION)
            .withKind("Widget")
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .addToAdditionalProperties("spec", Map.of("replicas", replicas))
            .build();
    var created =
        Awaitility.await("the kind Widget is served")
            .atMost(OurResources.SERVED_WITHIN)
            .ignoreExceptions()
            .until(() -> client.resource(widget).create(), made -> made != null);
    return controlledBy(created);
  }

  private static OwnerReference controlledBy(GenericKubernetesResource widget) {
    return new OwnerReferenceBuilder()
        .withApiVersion(API_VERSION)
        .withKind("Widget")
        .withName(widget.getMetadata().getName())
        .withUid(widget.getMetadata().getUid())
        .withController(true)
        .build();
  }

  private static ClusterRole rightToRead() {
    return new ClusterRoleBuilder()
        .withNewMetadata()
        .withName("widgets-for-holdfast")
        .addToLabels("holdfast.dev/aggregate-to-holdfast", "true")
        .endMetadata()
        .addNewRule()
        .withApiGroups("kit.holdfast.dev")
        .withResources("widgets")
        .withVerbs("get")
        .endRule()
        .build();
  }

  private static CustomResourceDefinition definition() {
    return new CustomResourceDefinitionBuilder()
        .withNewMetadata()
        .withName("widgets.kit.holdfast.dev")
        .endMetadata()
        .withNewSpec()
        .withGroup("kit.holdfast.dev")
        .withScope("Namespaced")
        .withNewNames()
        .withKind("Widget")
        .withPlural("widgets")
        .endNames()
        .addNewVersion()
        .withName("v1")
        .withServed(true)
        .withStorage(true)
        .withNewSchema()
        .withNewOpenAPIV3Schema()
        .withType("object")
        .withXKubernetesPreserveUnknownFields(true)
        .endOpenAPIV3Schema()
        .endSchema()
        .endVersion()
        .endSpec()
        .build();
  }
}
