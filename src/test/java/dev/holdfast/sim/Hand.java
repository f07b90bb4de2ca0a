package dev.holdfast.sim;

import dev.holdfast.action.Cluster;
import dev.holdfast.action.Handbrake;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kube.write.LiveCluster;
import dev.holdfast.kube.write.LiveHandbrake;
import dev.holdfast.kube.write.StatusWriter;

/**
 * What a replica changes the cluster with, and looks at it: what it is in a cluster too, but for
 * the way.
 *
 * @param cluster pods and nodes
 * @param handbrake whether the emergency stop is pulled
 * @param statuses of policies
 */
record Hand(Cluster cluster, Handbrake handbrake, StatusWriter statuses) {

  static Hand of(World world, Replica replica, Draw draw) {
    var client = Client.of(new Route(world, replica, draw));
    return new Hand(
        new LiveCluster(client, replica::now),
        new LiveHandbrake(client, OperatorAccount.NAMESPACE),
        new StatusWriter(client));
  }
}
