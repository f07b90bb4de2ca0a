package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Holdfast's own namespace, where its emergency stop is pulled and its replicas vote. */
record OwnNamespace(Watches watches, KubernetesClient client, String name) {

  void watch(EmergencyStop stop, ClusterListener listener) {
    watches.add(
        "configmap " + EmergencyStop.NAME,
        client.configMaps().inNamespace(name).withName(EmergencyStop.NAME),
        ConfigMap::new,
        (map, before, now) -> true,
        stop.records(name),
        (before, after) -> listener.onEmergencyStop(after != null));
  }

  void watch(VoteBoard votes) {
    watches.add(
        "leases of observers",
        client.leases().inNamespace(name).withLabel(ObserverLease.LABEL, ObserverLease.LABELLED),
        Lease::new,
        ObserverLease::read,
        votes.records(),
        votes::changed);
  }
}
