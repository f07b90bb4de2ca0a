package dev.holdfast.kit.standin;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** One ReplicaSet for each Deployment, and as many pods as it wants. */
final class StandInDeployments implements Runnable {
  private final KubernetesClient client;

  StandInDeployments(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void run() {
    client.apps().deployments().inAnyNamespace().list().getItems().forEach(this::complete);
  }

  private void complete(Deployment deployment) {
    var set = replicaSet(deployment).orElseGet(() -> create(deployment));
    long missing = set.getSpec().getReplicas() - pods(set);
    for (long i = 0; i < missing; i++) {
      client.resource(pod(set)).create();
    }
  }

  private Optional<ReplicaSet> replicaSet(Deployment deployment) {
    return client
        .apps()
        .replicaSets()
        .inNamespace(deployment.getMetadata().getNamespace())
        .list()
        .getItems()
        .stream()
        .filter(set -> isOwned(set, deployment))
        .findFirst();
  }

  private long pods(ReplicaSet set) {
    return client.pods().inNamespace(set.getMetadata().getNamespace()).list().getItems().stream()
        .filter(pod -> isOwned(pod, set) && pod.getMetadata().getDeletionTimestamp() == null)
        .count();
  }

  private static boolean isOwned(HasMetadata object, HasMetadata owner) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(ref -> Objects.equals(ref.getUid(), owner.getMetadata().getUid()));
  }

  private ReplicaSet create(Deployment deployment) {
    return client
        .resource(
            new ReplicaSetBuilder()
                .withNewMetadata()
                .withName(deployment.getMetadata().getName() + "-" + suffix())
                .withNamespace(deployment.getMetadata().getNamespace())
                .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .withOwnerReferences(reference(deployment))
                .endMetadata()
                .withNewSpec()
                .withReplicas(deployment.getSpec().getReplicas())
                .withSelector(deployment.getSpec().getSelector())
                .withTemplate(deployment.getSpec().getTemplate())
                .endSpec()
                .build())
        .create();
  }

  private static Pod pod(ReplicaSet set) {
    var template = set.getSpec().getTemplate();
    return new PodBuilder()
        .withNewMetadata()
        .withName(set.getMetadata().getName() + "-" + suffix())
        .withNamespace(set.getMetadata().getNamespace())
        .withLabels(template.getMetadata().getLabels())
        .withOwnerReferences(reference(set))
        .endMetadata()
        .withSpec(template.getSpec())
        .withNewStatus()
        .withPhase("Pending")
        .endStatus()
        .build();
  }

  private static OwnerReference reference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .build();
  }

  /** Five letters and digits, as Kubernetes appends them. */
  private static String suffix() {
    return Long.toString(
        ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36, 36L * 36 * 36 * 36 * 36), 36);
  }
}
