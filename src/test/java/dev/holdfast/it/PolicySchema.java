package dev.holdfast.it;

import dev.holdfast.kit.ControlPlane;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.Map;
import java.util.function.Consumer;

/** The schema of policies on a control plane, to be changed there as another version would. */
record PolicySchema(ControlPlane plane) {

  /** Of the whole object, by its fields. */
  void change(Consumer<Map<String, JSONSchemaProps>> change) {
    plane
        .client()
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("highavailabilitypolicies.holdfast.dev")
        .edit(
            definition -> {
              var schema = definition.getSpec().getVersions().getFirst().getSchema();
              change.accept(schema.getOpenAPIV3Schema().getProperties());
              return definition;
            });
  }

  /** An object with any fields. */
  static JSONSchemaProps anything() {
    var anything = new JSONSchemaProps();
    anything.setType("object");
    anything.setXKubernetesPreserveUnknownFields(true);
    return anything;
  }
}
