package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.PersistentVolumeBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;

/** A volume and a claim that name each other: there is no provisioner here. */
public record BoundClaim(PersistentVolume volume, PersistentVolumeClaim claim) {
  private static final Quantity SIZE = new Quantity("1Gi");

  static BoundClaim of(String namespace, String pool, String name, String accessMode) {
    var volumeName = namespace + "-" + name;
    var volume =
        new PersistentVolumeBuilder()
            .withNewMetadata()
            .withName(volumeName)
            .addToLabels(HostSpec.POOL, pool)
            .endMetadata()
            .withNewSpec()
            .addToCapacity("storage", SIZE)
            .withAccessModes(accessMode)
            .withPersistentVolumeReclaimPolicy("Retain")
            .withNewClaimRef()
            .withNamespace(namespace)
            .withName(name)
            .endClaimRef()
            .withNewNfs()
            .withServer("storage.test")
            .withPath("/" + volumeName)
            .endNfs()
            .endSpec()
            .build();
    var claim =
        new PersistentVolumeClaimBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .endMetadata()
            .withNewSpec()
            .withStorageClassName("")
            .withVolumeName(volumeName)
            .withAccessModes(accessMode)
            .withNewResources()
            .addToRequests("storage", SIZE)
            .endResources()
            .endSpec()
            .build();
    return new BoundClaim(volume, claim);
  }

  /** Creates both; the scene removes them by their pool. */
  public void create(KubernetesClient client) {
    client.resource(volume).create();
    client.resource(claim).create();
  }
}
