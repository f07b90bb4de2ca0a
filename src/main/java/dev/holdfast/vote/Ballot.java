package dev.holdfast.vote;

import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Miss;
import dev.holdfast.vote.Sight.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One observer's vote, out of what it sees. */
public final class Ballot {
  /** A fifth of the 5,000 nodes that Kubernetes is built for: who misses more is cut off. */
  static final int MOST_NODES = 1_000;

  /** Those of eighteen full nodes; what is beyond is named by nobody, and waits for the lease. */
  static final int MOST_PODS = 2_000;

  /** It does not say where its kubelet listens, or nobody could ask it yet. */
  private static final Miss UNASKED = new Miss(ProbeAnswer.SILENT, Duration.ZERO, null, null);

  private final Sight sight;
  private final Recount recount;
  private final Instant now;

  private Ballot(Sight sight, Recount recount, Instant now) {
    this.sight = sight;
    this.recount = recount;
    this.now = now;
  }

  /**
   * The vote as of now.
   *
   * @param sequence above that of the vote before
   */
  public static Vote of(Voter voter, long sequence, Sight sight, Recount recount, Instant now) {
    var targets = sight.targets();
    var why = Abstention.why(voter, recount, sight, targets, now);
    if (why.isPresent()) return abstention(voter, sequence, targets.size(), why.get());
    var ballot = new Ballot(sight, recount, now);
    var nodes = ballot.nodes(targets);
    if (nodes.size() > MOST_NODES) {
      var many = "misses %d nodes, more than can be named".formatted(nodes.size());
      return abstention(voter, sequence, targets.size(), many);
    }
    return new Vote(
        voter.name(),
        voter.zone(),
        voter.node(),
        sequence,
        null,
        targets.size(),
        nodes,
        ballot.pods(nodes.keySet()));
  }

  private static Vote abstention(Voter voter, long sequence, int probed, String why) {
    return new Vote(
        voter.name(), voter.zone(), voter.node(), sequence, why, probed, Map.of(), Map.of());
  }

  /** Not to name a node would be to say that it answers. */
  private Map<String, Miss> nodes(List<Target> targets) {
    var missed = new HashMap<String, Miss>();
    for (var node : sight.nodes()) missed.put(node.uid(), UNASKED);
    for (var target : targets) {
      var run = recount.of(target.node().uid(), target.run());
      missed.remove(target.node().uid());
      missed(run, target).ifPresent(miss -> missed.put(target.node().uid(), miss));
    }
    return missed;
  }

  /**
   * What brings now this and now that is missed as well, but something came back of it: it is not
   * silent.
   */
  private Optional<Miss> missed(ProbeRun run, Target target) {
    if (!target.isNamed(run, now)) return Optional.empty();
    var answer = run.isMissed(target.failureThreshold()) ? run.answer() : ProbeAnswer.HUNG;
    return Optional.of(miss(answer, run, podAnswered(target.node().name())));
  }

  /**
   * Of the nodes that it misses: only there a pod's silence is asked for. Where they have more than
   * can be named, each of them has as many named as any other, and every observer names the same.
   */
  private Map<String, Miss> pods(Set<String> missedNodes) {
    var byNode =
        sight.nodes().stream()
            .filter(node -> missedNodes.contains(node.uid()))
            .sorted(Comparator.comparing(NodeSignal::uid))
            .map(node -> sight.podsOn().apply(node.name()).stream().filter(this::isMissed))
            .map(pods -> pods.sorted().toList())
            .toList();
    return InTurn.of(byNode)
        .limit(MOST_PODS)
        .collect(Collectors.toUnmodifiableMap(uid -> uid, this::missedPod));
  }

  /** One that never answered may be out of our reach by a rule of the network: that is no miss. */
  private boolean isMissed(String pod) {
    var probed = sight.runs().get(pod);
    return probed != null
        && probed.answeredAt() != null
        && recount.of(pod, probed).isMissed(sight.failureThreshold().applyAsInt(pod));
  }

  private Miss missedPod(String pod) {
    var run = recount.of(pod, Objects.requireNonNull(sight.runs().get(pod)));
    return miss(run.answer(), run, null);
  }

  private Miss miss(ProbeAnswer answer, ProbeRun run, @Nullable Duration podAnswered) {
    var answered = run.answeredAt();
    return new Miss(
        answer, age(run.missingSince()), answered == null ? null : age(answered), podAnswered);
  }

  private @Nullable Duration podAnswered(String node) {
    return sight.podsOn().apply(node).stream()
        .map(sight.runs()::get)
        .filter(Objects::nonNull)
        .map(ProbeRun::answeredAt)
        .filter(Objects::nonNull)
        .max(Instant::compareTo)
        .map(this::age)
        .orElse(null);
  }

  /** In whole milliseconds, as it is written; an instant that is still to come is of now. */
  private Duration age(@Nullable Instant sentAt) {
    if (sentAt == null || sentAt.isAfter(now)) return Duration.ZERO;
    return Duration.ofMillis(Duration.between(sentAt, now).toMillis());
  }
}
