package dev.holdfast.health;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.QuorumRule;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.Vote.Cast;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a quorum of the observers agrees on, of nodes and of pods. */
public final class Quorum {
  /**
   * Who was heard so long after the first miss has asked the node itself since: three probes, 2 s.
   */
  static final Duration ASKED = Duration.ofSeconds(5);

  private final Electorate electorate;
  private final Instant now;
  private final Set<String> silentPods;

  private Quorum(Electorate electorate, Instant now) {
    this.electorate = electorate;
    this.now = now;
    this.silentPods = agreedSilent(electorate);
  }

  /**
   * Counts the votes as they are now.
   *
   * @param evidenceSince votes that arrived before it do not count
   */
  public static Quorum of(Collection<Cast> casts, Instant evidenceSince, Instant now) {
    return new Quorum(Electorate.of(casts, evidenceSince, now), now);
  }

  /** uids of the pods that a quorum got nothing back from. */
  public Set<String> silentPods() {
    return silentPods;
  }

  /**
   * What they say of a node.
   *
   * @param rule who must agree
   */
  public Reach reach(NodeSignal node, QuorumRule rule) {
    if (!electorate.isLargeEnough()) {
      return new Reach.Unsettled(
          "%d of at least %d observers are there".formatted(electorate.known(), Electorate.FEWEST),
          isReached(node));
    }
    var missing = ballots(node.uid());
    var counting = missing.stream().filter(Ballot::counts).toList();
    if (electorate.isQuorum(counting, rule)) return missed(node, counting, rule);
    int reaching = electorate.voters().size() - missing.size();
    return electorate.isMajority(reaching)
        ? new Reach.Reached(first(counting).orElse(null))
        : unsettled(node, missing.size(), counting.size());
  }

  private List<Ballot> ballots(String nodeUid) {
    var ballots = new ArrayList<Ballot>();
    for (var cast : electorate.voters()) {
      var miss = cast.vote().nodes().get(nodeUid);
      if (miss != null) ballots.add(new Ballot(cast, miss));
    }
    return ballots;
  }

  private Reach missed(NodeSignal node, List<Ballot> counting, QuorumRule rule) {
    var silent = counting.stream().filter(Ballot::isSilent).toList();
    boolean isSilent = electorate.isQuorum(silent, rule);
    var agreed = isSilent ? silent : counting;
    var since = quorumSince(agreed, rule);
    var answeredAt = lastAnswer(node);
    return new Reach.Missed(
        isSilent ? ProbeAnswer.SILENT : loudest(counting),
        since,
        answeredAt,
        firstMissAfter(answeredAt, node),
        agreed.stream().map(ballot -> ballot.cast().vote().observer()).sorted().toList(),
        ballots(node.uid()).stream()
            .flatMap(ballot -> ballot.podAnsweredAt().stream())
            .max(Comparator.naturalOrder())
            .orElse(null),
        isContradicted(node, since),
        witnesses(node).allMatch(cast -> misses(cast, node)),
        electorate.heardFrom(node.name()).orElse(null));
  }

  /**
   * When as many had fallen silent to as the rule demands. One that has been deaf to it for long
   * says nothing of when the others became so.
   */
  private Instant quorumSince(List<Ballot> agreed, QuorumRule rule) {
    var oldestFirst = agreed.stream().sorted(Comparator.comparing(Ballot::since)).toList();
    int enough = 1;
    while (!electorate.isQuorum(oldestFirst.subList(0, enough), rule)) enough++;
    return oldestFirst.get(enough - 1).since();
  }

  /** Whoever is part of a quorum had one. */
  private Instant lastAnswer(NodeSignal node) {
    return ballots(node.uid()).stream()
        .flatMap(ballot -> ballot.answeredAt().stream())
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }

  /** Whoever had that answer has missed it since. */
  private Instant firstMissAfter(Instant answeredAt, NodeSignal node) {
    return ballots(node.uid()).stream()
        .map(Ballot::since)
        .filter(since -> !since.isBefore(answeredAt))
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  private static Optional<Instant> first(List<Ballot> ballots) {
    return ballots.stream().map(Ballot::since).min(Comparator.naturalOrder());
  }

  /** Something came back to somebody: the most frequent of what did. */
  private static ProbeAnswer loudest(List<Ballot> ballots) {
    return ballots.stream()
        .map(ballot -> ballot.miss().answer())
        .filter(answer -> answer != ProbeAnswer.SILENT)
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .entrySet()
        .stream()
        .max(Map.Entry.<ProbeAnswer, Long>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(Map.Entry::getKey)
        .orElse(ProbeAnswer.HUNG);
  }

  private boolean isContradicted(NodeSignal node, Instant since) {
    return witnesses(node)
        .filter(cast -> !misses(cast, node))
        .anyMatch(cast -> cast.at().isAfter(since.plus(ASKED)));
  }

  /** Not the one that runs there: its last word may be from before the end of both. */
  private Stream<Cast> witnesses(NodeSignal node) {
    return electorate.voters().stream().filter(cast -> !cast.vote().node().equals(node.name()));
  }

  private static boolean misses(Cast cast, NodeSignal node) {
    return cast.vote().nodes().containsKey(node.uid());
  }

  private Reach unsettled(NodeSignal node, int missing, int counting) {
    return new Reach.Unsettled(
        "%d of %d observers miss it, %d of them never had an answer, %d have no vote"
            .formatted(
                missing,
                electorate.known(),
                missing - counting,
                electorate.known() - electorate.voters().size()),
        isReached(node));
  }

  private boolean isReached(NodeSignal node) {
    return witnesses(node).anyMatch(cast -> !misses(cast, node)) || aPodAnswers(node);
  }

  /** A new observer never had an answer of a kubelet that is gone; its pods answer it. */
  private boolean aPodAnswers(NodeSignal node) {
    return ballots(node.uid()).stream()
        .flatMap(ballot -> ballot.podAnsweredAt().stream())
        .anyMatch(at -> Electorate.isLately(at, now));
  }

  private static Set<String> agreedSilent(Electorate electorate) {
    var byPod = new HashMap<String, List<Ballot>>();
    for (var cast : electorate.voters()) {
      cast.vote()
          .pods()
          .forEach(
              (uid, miss) ->
                  byPod.computeIfAbsent(uid, pod -> new ArrayList<>()).add(new Ballot(cast, miss)));
    }
    return byPod.entrySet().stream()
        .filter(pod -> isSilent(electorate, pod.getValue()))
        .map(Map.Entry::getKey)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static boolean isSilent(Electorate electorate, List<Ballot> ballots) {
    var silent = ballots.stream().filter(b -> b.counts() && b.isSilent()).toList();
    return electorate.isQuorum(silent, NodePolicySpec.DEFAULT.quorum());
  }
}
