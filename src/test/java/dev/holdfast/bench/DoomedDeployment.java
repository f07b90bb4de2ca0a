package dev.holdfast.bench;

import dev.holdfast.kit.HostSpec;
import dev.holdfast.kit.PodPart;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Collections;

/**
 * Deployments whose pods run on one host that will crash, and whose replacements run on hosts that
 * are there for that only: so one crash does not change the next.
 */
final class DoomedDeployment {
  private static final String FOR = "bench.holdfast.dev/for";
  private static final String REPLACEMENTS = "replacements";

  private DoomedDeployment() {}

  /** A host that will crash. */
  static HostSpec doomed(HostSpec spec) {
    return spec.withLabel(FOR, spec.name());
  }

  /** A host that takes replacements. */
  static HostSpec spared(HostSpec spec) {
    return spec.withLabel(FOR, REPLACEMENTS);
  }

  static Deployment of(String namespace, String app, int replicas, String host, PodPart part) {
    var labels = Collections.singletonMap("app", app);
    return new DeploymentBuilder()
        .withMetadata(new ObjectMetaBuilder().withName(app).withNamespace(namespace).build())
        .withNewSpec()
        .withReplicas(replicas)
        .withNewSelector()
        .withMatchLabels(labels)
        .endSelector()
        .withTemplate(part.apply(template(app, host)))
        .endSpec()
        .build();
  }

  private static PodTemplateSpec template(String app, String host) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .addToLabels("app", app)
        .endMetadata()
        .withNewSpec()
        .withNewAffinity()
        .withNewNodeAffinity()
        .withNewRequiredDuringSchedulingIgnoredDuringExecution()
        .addNewNodeSelectorTerm()
        .addNewMatchExpression()
        .withKey(FOR)
        .withOperator("In")
        .withValues(host, REPLACEMENTS)
        .endMatchExpression()
        .endNodeSelectorTerm()
        .endRequiredDuringSchedulingIgnoredDuringExecution()
        .endNodeAffinity()
        .endAffinity()
        .addNewContainer()
        .withName("main")
        .withImage("registry.test/app:1")
        .endContainer()
        .endSpec()
        .build();
  }
}
