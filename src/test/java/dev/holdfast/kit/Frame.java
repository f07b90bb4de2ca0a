package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;

/** What all workloads of a namespace and a pool have in common. */
record Frame(String namespace, String pool) {
  private static final String CONTAINER = "main";
  private static final String IMAGE = "registry.test/app:1";

  PodTemplateSpec template(String name, PodPart... parts) {
    var template =
        new PodTemplateSpecBuilder()
            .withNewMetadata()
            .addToLabels(Workloads.APP, name)
            .endMetadata()
            .withNewSpec()
            .addToNodeSelector(HostSpec.POOL, pool)
            .addNewContainer()
            .withName(CONTAINER)
            .withImage(IMAGE)
            .endContainer()
            .endSpec()
            .build();
    for (var part : parts) {
      template = part.apply(template);
    }
    return template;
  }

  ObjectMeta meta(String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(namespace)
        .addToLabels(Workloads.APP, name)
        .build();
  }

  LabelSelector selector(String name) {
    return new LabelSelectorBuilder().addToMatchLabels(Workloads.APP, name).build();
  }
}
