package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerSignal;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Informable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Controllers of the kinds that Kubernetes brings: each kind is watched, all in the one store. Of
 * others see {@link FurtherOwners}.
 */
record BuiltInOwners(
    Watches watches,
    OwnerReader reader,
    OwnerStore store,
    BiConsumer<@Nullable OwnerSignal, @Nullable OwnerSignal> changed) {

  void watch(KubernetesClient client) {
    var apps = client.apps();
    watch("deployments", apps.deployments().inAnyNamespace(), Deployment::new, reader::deployment);
    watch("replicasets", apps.replicaSets().inAnyNamespace(), ReplicaSet::new, reader::replicaSet);
    watch(
        "statefulsets",
        apps.statefulSets().inAnyNamespace(),
        StatefulSet::new,
        reader::statefulSet);
    watch("daemonsets", apps.daemonSets().inAnyNamespace(), DaemonSet::new, reader::daemonSet);
    watch("jobs", client.batch().v1().jobs().inAnyNamespace(), Job::new, reader::job);
    watch(
        "replicationcontrollers",
        client.replicationControllers().inAnyNamespace(),
        ReplicationController::new,
        reader::replicationController);
  }

  private <T extends HasMetadata> void watch(
      String kind, Informable<T> objects, Supplier<T> husk, Function<T, OwnerSignal> read) {
    watches.add(
        kind,
        objects,
        husk,
        (object, before, now) -> read.apply(object),
        store.recordsOfOneKind(),
        changed);
  }
}
