package dev.holdfast.vote;

import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import dev.holdfast.signal.Vote;
import dev.holdfast.signal.Vote.Miss;
import dev.holdfast.vote.Sight.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One observer's vote, out of what it sees. */
public final class Ballot {
  /** A fifth of the 5,000 nodes that Kubernetes is built for: who misses more is cut off. */
  static final int MOST_NODES = 1_000;

  static final int MOST_PODS = 2_000;

  /** Far beyond three probes in a row, whatever each of them brought. */
  private static final Duration LONG = Duration.ofSeconds(10);

  /** It does not say where its kubelet listens, or nobody could ask it yet. */
  private static final Miss UNASKED = new Miss(ProbeAnswer.SILENT, Duration.ZERO, false, null);

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
    var pods = ballot.pods(nodes);
    return tooMany(nodes, pods)
        .map(much -> abstention(voter, sequence, targets.size(), much))
        .orElseGet(
            () ->
                new Vote(
                    voter.name(),
                    voter.zone(),
                    voter.node(),
                    sequence,
                    null,
                    targets.size(),
                    nodes,
                    pods));
  }

  private static Vote abstention(Voter voter, long sequence, int probed, String why) {
    return new Vote(
        voter.name(), voter.zone(), voter.node(), sequence, why, probed, Map.of(), Map.of());
  }

  private static Optional<String> tooMany(Map<String, Miss> nodes, Map<String, Miss> pods) {
    return nodes.size() > MOST_NODES || pods.size() > MOST_PODS
        ? Optional.of(
            "misses %d nodes and %d pods, more than can be named"
                .formatted(nodes.size(), pods.size()))
        : Optional.empty();
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
    boolean inARow = run.isMissed(target.failureThreshold());
    if (!inARow && run.missingFor(now).compareTo(LONG) < 0) return Optional.empty();
    var answer = inARow ? run.answer() : ProbeAnswer.HUNG;
    return Optional.of(miss(answer, run, podAnswered(target.node().name())));
  }

  /** Whatever else is missed: probes are of nodes and of pods. */
  private Map<String, Miss> pods(Map<String, Miss> nodes) {
    var missed = new HashMap<String, Miss>();
    sight
        .runs()
        .forEach(
            (uid, probed) -> {
              var run = recount.of(uid, probed);
              int inARow = sight.failureThreshold().applyAsInt(uid);
              if (run.isMissed(inARow) && !nodes.containsKey(uid)) {
                missed.put(uid, miss(run.answer(), run, null));
              }
            });
    return missed;
  }

  private Miss miss(ProbeAnswer answer, ProbeRun run, @Nullable Duration podAnswered) {
    return new Miss(answer, age(run.missingSince()), run.answeredAt() != null, podAnswered);
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
