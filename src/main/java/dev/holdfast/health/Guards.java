package dev.holdfast.health;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.health.Fleet.Guard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When nothing is done at all, because the likelier fault is our own view. A guard that holds stops
 * every act in its scope, on well nodes too.
 */
public final class Guards {
  /** From so many nodes on, leases arrive so densely that a pause of two seconds says something. */
  static final int AT_SCALE = 100;

  /** 100 nodes renew ten times a second; none for 2 s means that the stream is dead. */
  static final Duration STREAM_SILENCE = Duration.ofSeconds(2);

  /**
   * The leader's own lease is renewed several times a second, so 5 s without an answer is an
   * outage.
   */
  public static final Duration OUTAGE = Duration.ofSeconds(5);

  static final String MAJORITY_SILENT = "MajoritySilent";

  private Guards() {}

  public static List<Guard> holding(NodeView view, List<NodeGroup> groups, Instant now) {
    var guards = new ArrayList<Guard>();
    if (!view.synced()) {
      guards.add(new Guard("CachesUnsynced", "", "the first lists are not complete"));
    }
    outage(view, groups, now).ifPresent(guards::add);
    blindness(view, now).ifPresent(guards::add);
    groups.forEach(group -> majority(group).ifPresent(guards::add));
    return guards;
  }

  /** Not about one node policy's nodes only. */
  static boolean isOfWholeCluster(Guard guard) {
    return guard.scope().isEmpty() && !guard.name().equals(MAJORITY_SILENT);
  }

  private static Optional<Guard> outage(NodeView view, List<NodeGroup> groups, Instant now) {
    if (Duration.between(view.apiLastAnswerAt(), now).compareTo(OUTAGE) >= 0) {
      return Optional.of(
          new Guard(
              "ApiOutage", "", "no answer of the API server since " + view.apiLastAnswerAt()));
    }
    var back = view.apiBackAt();
    if (back == null) return Optional.empty();
    var until = back.plus(longestQuiet(groups));
    return now.isBefore(until)
        ? Optional.of(
            new Guard("ApiOutage", "", "the API server was out of reach; quiet until " + until))
        : Optional.empty();
  }

  private static Duration longestQuiet(List<NodeGroup> groups) {
    return groups.stream()
        .map(group -> group.policy().spec().quiet().afterOutage().value())
        .max(Duration::compareTo)
        .orElse(NodePolicySpec.DEFAULT.quiet().afterOutage().value());
  }

  private static Optional<Guard> blindness(NodeView view, Instant now) {
    boolean silent = Duration.between(view.lastLeaseAt(), now).compareTo(STREAM_SILENCE) >= 0;
    return silent && view.nodes().size() >= AT_SCALE
        ? Optional.of(
            new Guard("LeaseStreamSilent", "", "no lease of any node since " + view.lastLeaseAt()))
        : Optional.empty();
  }

  private static Optional<Guard> majority(NodeGroup group) {
    long silent = group.nodes().stream().filter(NodeGroup.Judged::isSilent).count();
    return silent * 2 > group.nodes().size()
        ? Optional.of(
            new Guard(
                MAJORITY_SILENT,
                group.policy().name(),
                "%d of %d nodes are silent: more likely we are cut off"
                    .formatted(silent, group.nodes().size())))
        : Optional.empty();
  }
}
