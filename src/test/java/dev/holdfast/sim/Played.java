package dev.holdfast.sim;

/** What docs/detection.md says of the play itself. */
final class Played {
  static final String TEXT =
      """
      - 9 to 30 hosts in three zones, racks of four and two pools; 4 to 10 Deployments of 3 to 6 replicas with a policy
        each, every other one with a probe of its pods. One observer stands in each zone.
      - Kubelets renew their leases every 10.0 to 10.4 s, try again after 0.2 to 7 s, and after an API failover speak for up
        to 45 s into a dead connection. They start a pod in 1 to 4 s, and say within 10 s that a pod is ready of which
        somebody else says that it is not. The node controller says Unknown after 50 s and evicts after 300 s more;
        ReplicaSets and the scheduler take some 10 ms and honour taints.
      - Watches bring changes after 2 to 40 ms, in a brown-out after up to 5 s; requests take 3 to 15 ms, in a brown-out up
        to 8 s, and a quarter of them fails. One that is not answered may have been done.
      - Each observer asks each node once a second, with a timeout of a second, and votes 50 ms after the third miss in a
        row; with a heartbeat every 5 s. Where nothing stands in between, probes are not played one by one: each is
        answered.
      - The node loop passes in its raster of 250 ms, but only when something has changed or a limit is reached.\
      """;

  private Played() {}
}
