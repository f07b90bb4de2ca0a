package dev.holdfast.sim;

/** What docs/detection.md says of the play itself. */
final class Played {
  static final String TEXT =
      """
      - 9 to 30 hosts in three zones, racks of four and two pools; 4 to 10 Deployments of 3 to 6 replicas with a policy
        each, every other one with a probe of its pods. One observer stands in each zone, but where one zone of two is
        blind, and where one replica is alone. Where the class says so, a
        quarter each are Deployments, Deployments whose pods write to one volume, StatefulSets, and of a kind that
        Holdfast does not know.
      - Kubelets renew their leases every 10.0 to 10.4 s, try again after 0.2 to 7 s, and after an API failover speak for up
        to 45 s into a dead connection. They start a pod in 1 to 4 s, and say within 10 s that a pod is ready of which
        somebody else says that it is not. The node controller says Unknown after 50 s and evicts after 300 s more;
        ReplicaSets and the scheduler take some 10 ms and honour taints.
      - Watches bring changes after 2 to 40 ms, in a brown-out after up to 5 s; requests take 3 to 15 ms, in a brown-out up
        to 8 s, and a quarter of them fails. One that is not answered may have been done. Where answers are lost, that
        becomes of a quarter of them; a tenth of the requests fails, a tenth never arrives, and of those that change
        something a twentieth is held up, and done up to 55 s after anybody waits for it. Such a one is judged by what was
        so when it was sent.
      - What Holdfast asks and changes goes through `kube.write` and the Kubernetes client, as in a cluster: deletions and
        evictions with their preconditions, patches, and compare-and-sets of statuses in the form in which they are kept.
        The API server that answers is played.
      - A watch may stand still for up to 40 s: it stays open, and brings nothing. Lists of new replicas come at once, or,
        where all are new, each after up to 20 s of its own; the loops do not wait for them here, so that the guard alone
        has to.
      - Each observer asks each node every 1.25 s over a connection that stands, where TCP sends again after 0.2, 0.6, 1.4
        and 3 s; as long as it gets no answer after 0.625 s and then every 0.25 s over a fresh one, which is tried once;
        and each pod of a policy with a probe every second, then every 0.875 s, over fresh ones. Each question has a timeout of a second. Its
        vote is made by `vote.Ballot` and written within 0.1 s, at most every 0.2 s, with a heartbeat every 5 s. Where nothing
        stands in between, probes are not played one by one: each is answered.
      - Loss comes in bursts (Gilbert, Elliott): each target, and each path between two zones, is good, in which nothing is
        lost, or bad for an exponential time, in which half of the packets is. All observers of a target, and all targets
        of a path, share it. In days with nothing but loss, renewals and heartbeats, which all arrive, are not played.
      - Clocks are exact, but in the classes that say otherwise. There each machine's is up to 5 min off and goes too fast
        or too slow: by up to 100 ppm, as quartz does, by up to 500 ppm, as NTP slews, or by 1 to 5 %, as what is broken
        does, a third of them each. Timeouts, pauses, the ages of votes, what a leader records and what a kubelet writes
        on its lease are by the machine's own.
      - The node loop passes in its raster of 250 ms, but only when something has changed or a limit is reached.
      - Holdfast's leader renews its lease every 0.4 s and is followed 4 s after its last renewal. One that ends in order
        gives it back, and takes its vote back.

      ## What it does not tell

      - What watches bring is played, not read by `kube.source`; so are the loops, the probes and the elections. The
        oracle's rules on budgets find nothing where nobody has one. In days with nothing but loss it is told of no
        renewals.
      - Between a live look and the call that follows it lie some milliseconds; a host may come back in them.
      - Not played: proof by a cloud or a taint, budgets, rolling updates of workloads, overlapping policies, several
        namespaces, node policies, more than 30 hosts. Nodes that are missed for long because a burst of loss lasted as
        long as three probes are counted as mistakes, though nobody reached them.\
      """;

  private Played() {}
}
