package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** One property of a pod template that a test cares about. */
@FunctionalInterface
public interface PodPart extends UnaryOperator<PodTemplateSpec> {

  /** What it does on its simulated host. */
  static PodPart behaving(PodBehaviour behaviour) {
    return annotated(PodBehaviour.ANNOTATION, behaviour.value());
  }

  /** How long it takes to become ready. */
  static PodPart readyAfter(Duration time) {
    return annotated(PodBehaviour.READY_AFTER, time.toMillis() + "ms");
  }

  /** How long it takes to go when it is deleted. */
  static PodPart terminatingFor(Duration time) {
    return annotated(PodBehaviour.TERMINATES_AFTER, time.toMillis() + "ms");
  }

  /** It ends as "Succeeded" or "Failed" so long after it became ready. */
  static PodPart ending(String phase, Duration after) {
    return template ->
        annotated(PodBehaviour.ENDS_AFTER, after.toMillis() + "ms")
            .apply(annotated(PodBehaviour.ENDS, phase).apply(template));
  }

  static PodPart annotated(String key, String value) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editMetadata()
            .addToAnnotations(key, value)
            .endMetadata()
            .build();
  }

  static PodPart labelled(String key, String value) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editMetadata()
            .addToLabels(key, value)
            .endMetadata()
            .build();
  }

  /** Declares a TCP port of its container. */
  static PodPart listening(int port) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .editFirstContainer()
            .addNewPort()
            .withContainerPort(port)
            .endPort()
            .endContainer()
            .endSpec()
            .build();
  }

  /** Asks for so much of a resource in its container. */
  static PodPart requesting(String resource, String quantity) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .editFirstContainer()
            .editOrNewResources()
            .addToRequests(resource, new Quantity(quantity))
            .endResources()
            .endContainer()
            .endSpec()
            .build();
  }

  /** Mounts a claim (see {@link Workloads#claim}). */
  static PodPart claiming(String claim) {
    return claiming(claim, false);
  }

  /** Mounts a claim, for reading only when so said. */
  static PodPart claiming(String claim, boolean readOnly) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .addNewVolume()
            .withName(claim)
            .withNewPersistentVolumeClaim(claim, readOnly)
            .endVolume()
            .editFirstContainer()
            .addNewVolumeMount()
            .withName(claim)
            .withMountPath("/" + claim)
            .withReadOnly(readOnly)
            .endVolumeMount()
            .endContainer()
            .endSpec()
            .build();
  }

  /** Mounts a folder of its host. */
  static PodPart hostPath(String path) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .addNewVolume()
            .withName("host")
            .withNewHostPath()
            .withPath(path)
            .endHostPath()
            .endVolume()
            .endSpec()
            .build();
  }

  static PodPart hostNetwork() {
    return template ->
        new PodTemplateSpecBuilder(template).editSpec().withHostNetwork(true).endSpec().build();
  }

  /** Tolerates a taint without limit. */
  static PodPart tolerating(String key, String effect) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .addNewToleration()
            .withKey(key)
            .withOperator("Exists")
            .withEffect(effect)
            .endToleration()
            .endSpec()
            .build();
  }

  /** Stays so long on a node that is unreachable or not ready; 300 s is Kubernetes' default. */
  static PodPart toleratingLossFor(Duration time) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .addNewToleration(
                "NoExecute", "node.kubernetes.io/unreachable", "Exists", time.toSeconds(), null)
            .addNewToleration(
                "NoExecute", "node.kubernetes.io/not-ready", "Exists", time.toSeconds(), null)
            .endSpec()
            .build();
  }

  static PodPart toleratingEverything() {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .addNewToleration()
            .withOperator("Exists")
            .endToleration()
            .endSpec()
            .build();
  }

  /** At most one more pod of the app on one value of the key than on another. */
  static PodPart spreadOver(String topologyKey, String app) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .addNewTopologySpreadConstraint()
            .withMaxSkew(1)
            .withTopologyKey(topologyKey)
            .withWhenUnsatisfiable("DoNotSchedule")
            .withNewLabelSelector()
            .addToMatchLabels(Workloads.APP, app)
            .endLabelSelector()
            .endTopologySpreadConstraint()
            .endSpec()
            .build();
  }

  /** Runs on this node only. */
  static PodPart onNode(String node) {
    return template ->
        new PodTemplateSpecBuilder(template)
            .editSpec()
            .addToNodeSelector("kubernetes.io/hostname", node)
            .endSpec()
            .build();
  }
}
