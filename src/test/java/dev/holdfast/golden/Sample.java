package dev.holdfast.golden;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.Hold;
import dev.holdfast.health.LastSign;
import dev.holdfast.health.Maintenance;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.incident.Intent;
import dev.holdfast.incident.Intent.Purpose;
import dev.holdfast.incident.Step;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Single records for tables, written as in golden files: {@code {name: n1, lease: 60s}}. */
public final class Sample {
  public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private Sample() {}

  /** A node as it is seen at noon. */
  public static NodeSignal node(String yaml) {
    return world("nodes: [" + yaml + "]").nodes().getFirst();
  }

  /**
   * A pod as it is seen at noon; its owner may be {@code web} or {@code api}, ReplicaSets, or
   * {@code db}, a StatefulSet.
   */
  public static PodSignal pod(String yaml) {
    return world(
            "owners: [{name: web, kind: ReplicaSet}, {name: api, kind: ReplicaSet}, {name: db,"
                + " kind: StatefulSet}]\n"
                + "pods: ["
                + yaml
                + "]")
        .pods()
        .getFirst();
  }

  private static GoldenWorld world(String yaml) {
    try {
      return GoldenWorld.of(GoldenFile.parse("case: a sample\npolicies: []\n" + yaml + "\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What policies see of a node of this verdict. */
  public static NodeHealth health(NodeSignal node, Verdict verdict) {
    return health(node, verdict, null);
  }

  public static NodeHealth health(NodeSignal node, Verdict verdict, @Nullable Hold hold) {
    return new NodeHealth(
        node,
        verdict,
        Maintenance.of(node).orElse(null),
        hold,
        null,
        false,
        LastSign.ofLease(node.leaseRenewedAt()),
        Set.of());
  }

  /** Of these nodes, judged at noon; no guard holds, and nobody probes. */
  public static Fleet fleet(NodeHealth... nodes) {
    var byName = Stream.of(nodes).collect(Collectors.toMap(n -> n.node().name(), n -> n));
    return new Fleet(byName, List.of(), NOON, null, List.of());
  }

  /** Decided at noon about a pod of node {@code n}. */
  public static Intent intent(Step step, Purpose purpose) {
    return new Intent(
        "i-" + step.pod().name(),
        step,
        "incident",
        "n",
        purpose,
        "Migrate",
        Duration.ofMinutes(2),
        NOON);
  }
}
