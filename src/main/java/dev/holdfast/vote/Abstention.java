package dev.holdfast.vote;

import dev.holdfast.vote.Sight.Target;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why an observer's misses say nothing: it is more likely ill, or cut off, than all that it misses.
 * Its controls are the nodes that answered it before, but for the one that it runs on. A single
 * missed probe of a node counts here, three in a row elsewhere: who is cut off must know that
 * before it names anybody.
 */
final class Abstention {
  /** So long after its first vote: of 5,000 nodes the last is first asked after 10 s. */
  private static final Duration FIRST_LOOKS = Duration.ofSeconds(15);

  private final Voter voter;
  private final Recount recount;
  private final Instant now;
  private final Group known = new Group();
  private final Group controls = new Group();
  private final Group near = new Group();
  private final Group far = new Group();
  private boolean doubtful;
  private boolean young;

  /** Nodes that answered before, and how many of them do now. */
  private static final class Group {
    private int size;
    private int reached;

    void add(Target target) {
      size++;
      if (target.isReached()) reached++;
    }

    /** One node alone is no control for itself: that it is silent may be its own fault. */
    boolean isLost() {
      return size > 1 && reached == 0;
    }
  }

  private Abstention(Voter voter, Recount recount, Instant now) {
    this.voter = voter;
    this.recount = recount;
    this.now = now;
  }

  /** Empty where the observer may be believed. */
  static Optional<String> why(
      Voter voter, Recount recount, Sight sight, List<Target> targets, Instant now) {
    var abstention = new Abstention(voter, recount, now);
    targets.forEach(abstention::add);
    return Stream.of(
            abstention.reachesNobody(),
            abstention.hasJustBegun(targets.size() < sight.nodes().size(), now),
            abstention.stoodStill(),
            abstention.missesMost(),
            abstention.lostAZone())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private void add(Target target) {
    doubtful |= isDoubtful(target);
    if (!target.everAnswered()) {
      young |= !target.isMissed();
      return;
    }
    known.add(target);
    if (target.node().name().equals(voter.node())) return;
    controls.add(target);
    var zone = target.node().zone();
    if (!zone.isEmpty()) (zone.equals(voter.zone()) ? near : far).add(target);
  }

  /**
   * To name no node that it saw missing a moment ago, or has not asked since it stood still, would
   * be to say that it answers.
   */
  private boolean isDoubtful(Target target) {
    boolean named = target.isNamed(recount.of(target.node().uid(), target.run()), now);
    return !named && (target.isMissed() || target.answeredBefore(recount.since()));
  }

  private Optional<String> reachesNobody() {
    if (controls.size == 0) return Optional.of("no other node has answered it yet");
    return controls.reached == 0 ? Optional.of("reaches no node but its own") : Optional.empty();
  }

  /**
   * Others may have known for long that a node is silent. Later on one that was never asked, or
   * never answered, is new itself.
   */
  private Optional<String> hasJustBegun(boolean unasked, Instant now) {
    boolean early = now.isBefore(recount.began().plus(FIRST_LOOKS));
    return early && (unasked || young)
        ? Optional.of("has just begun, and not looked often enough at each node")
        : Optional.empty();
  }

  private Optional<String> stoodStill() {
    return doubtful
        ? Optional.of(
            "has not looked often enough since %s, and what it saw before does not count"
                .formatted(recount.since()))
        : Optional.empty();
  }

  private Optional<String> missesMost() {
    return 2 * known.reached < known.size
        ? Optional.of("reaches %d of %d nodes".formatted(known.reached, known.size))
        : Optional.empty();
  }

  private Optional<String> lostAZone() {
    if (voter.zone().isEmpty() || near.size == 0 || far.size == 0) return Optional.empty();
    if (near.isLost()) return Optional.of("reaches no node of its own zone " + voter.zone());
    return far.isLost()
        ? Optional.of("reaches no node outside of its zone " + voter.zone())
        : Optional.empty();
  }
}
