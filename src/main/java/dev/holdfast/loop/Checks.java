package dev.holdfast.loop;

import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.ops.Health;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What the probes of a replica's container ask. */
record Checks(
    BooleanSupplier started,
    NodeLoop nodeLoop,
    EvidenceWatch evidence,
    Leadership leadership,
    ClusterSources sources) {
  /** Each of these threads gives a sign several times a second; so long without one it is stuck. */
  private static final Duration STUCK = Duration.ofSeconds(30);

  Health health() {
    return new Health(
        Map.of(
            "node-loop",
            () -> complain(isStuck(nodeLoop.sinceLastPass()), "no pass over the nodes for 30 s"),
            "evidence",
            () -> complain(isStuck(evidence.sinceLastLook()), "nobody saw the evidence for 30 s"),
            "election",
            () -> complain(isStuck(leadership.sinceLastTry()), "the lease was not tried for 30 s")),
        Map.of("caches", this::caches, "started", this::start),
        Map.of("started", this::start));
  }

  private boolean isStuck(Duration silence) {
    return started.getAsBoolean() && silence.compareTo(STUCK) > 0;
  }

  private Optional<String> caches() {
    return complain(!sources.synced(), "not synced: " + sources.unsynced());
  }

  private Optional<String> start() {
    return complain(!started.getAsBoolean(), "still starting");
  }

  private static Optional<String> complain(boolean bad, String complaint) {
    return bad ? Optional.of(complaint) : Optional.empty();
  }
}
