package dev.holdfast.loop;

import dev.holdfast.config.OperatorConfig;
import dev.holdfast.config.Replica;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.kube.write.VoteLease;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Vote;
import dev.holdfast.vote.Ballot;
import dev.holdfast.vote.Recount;
import dev.holdfast.vote.Sight;
import dev.holdfast.vote.Voter;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This replica as an observer: tells the others what its probes do not reach. */
final class Observer implements AutoCloseable {
  private final Replica replica;
  private final ClusterSources sources;
  private final Probes probes;
  private final Supplier<Instant> evidenceSince;
  private final Supplier<Instant> clock;
  private final VoteLease lease;
  private @Nullable Recount recount;

  /**
   * An observer that says nothing yet.
   *
   * @param probes what the probes of nodes and pods brought
   * @param evidenceSince since when this process watched without a hole
   */
  Observer(
      OperatorConfig config,
      KubernetesClient client,
      ClusterSources sources,
      Probes probes,
      Supplier<Instant> evidenceSince,
      Supplier<Instant> clock) {
    this.replica = config.replica();
    this.sources = sources;
    this.probes = probes;
    this.evidenceSince = evidenceSince;
    this.clock = clock;
    this.lease = new VoteLease(client, seat(config.namespace()), this::vote, clock);
  }

  /**
   * It runs in a pod of its name where the manifest is followed, in none where a developer starts
   * it.
   */
  private VoteLease.Seat seat(String namespace) {
    return new VoteLease.Seat(
        namespace,
        replica.name(),
        replica.identity(),
        () -> sources.pods().find(namespace, replica.name()).map(PodSignal::ref));
  }

  void start() {
    lease.start();
  }

  /** There may be something to say. */
  void look() {
    lease.look();
  }

  /** Votes that the others may not have heard, since the start. */
  long failures() {
    return lease.failures();
  }

  private Vote vote(long sequence) {
    var sight =
        new Sight(probes.runs(), sources.nodes().all(), this::podsOn, probes::failureThreshold);
    var now = clock.get();
    var counted = recounted(sight, now);
    recount = counted;
    return Ballot.of(voter(), sequence, sight, counted, now);
  }

  private Recount recounted(Sight sight, Instant now) {
    var since = evidenceSince.get();
    return recount == null ? Recount.from(since, now) : recount.at(since, sight.runs());
  }

  private List<String> podsOn(String node) {
    return sources.pods().onNode(node).stream().map(PodSignal::uid).toList();
  }

  private Voter voter() {
    return new Voter(replica.name(), zone(), replica.node());
  }

  private String zone() {
    return replica.zone().isEmpty()
        ? sources.nodes().find(replica.node()).map(NodeSignal::zone).orElse("")
        : replica.zone();
  }

  @Override
  public void close() {
    lease.close();
  }
}
