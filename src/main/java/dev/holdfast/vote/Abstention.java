package dev.holdfast.vote;

import dev.holdfast.vote.Sight.Target;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Why an observer's misses say nothing: it is more likely ill, or cut off, than all that it misses.
 * Its controls are the nodes that answered it before, but for the one that it runs on. A single
 * missed probe of a node counts here, three in a row elsewhere: who is cut off must know that
 * before it names anybody.
 */
final class Abstention {
  private final Voter voter;
  private final Recount recount;
  private final List<Target> known;
  private final List<Target> controls;

  private Abstention(Voter voter, Recount recount, List<Target> targets) {
    this.voter = voter;
    this.recount = recount;
    this.known = targets.stream().filter(Target::everAnswered).toList();
    this.controls = known.stream().filter(t -> !t.node().name().equals(voter.node())).toList();
  }

  /** Empty where the observer may be believed. */
  static Optional<String> why(Voter voter, Recount recount, List<Target> targets) {
    var abstention = new Abstention(voter, recount, targets);
    return Stream.<Optional<String>>of(
            abstention.reachesNobody(),
            abstention.stoodStill(targets),
            abstention.missesMost(),
            abstention.lostAZone())
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<String> reachesNobody() {
    if (controls.isEmpty()) return Optional.of("no other node has answered it yet");
    return controls.stream().noneMatch(Target::isReached)
        ? Optional.of("reaches no node but its own")
        : Optional.empty();
  }

  /** To name no node that it saw missing a moment ago would be to say that it answers. */
  private Optional<String> stoodStill(List<Target> targets) {
    return targets.stream().anyMatch(this::isDoubtful)
        ? Optional.of(
            "what it missed before %s does not count, and it has not looked often enough since"
                .formatted(recount.since()))
        : Optional.empty();
  }

  private boolean isDoubtful(Target target) {
    var run = target.run();
    return run.isMissed(Ballot.IN_A_ROW)
        && !recount.of(target.node().uid(), run).isMissed(Ballot.IN_A_ROW);
  }

  private Optional<String> missesMost() {
    long reached = known.stream().filter(Target::isReached).count();
    return 2 * reached < known.size()
        ? Optional.of("reaches %d of %d nodes".formatted(reached, known.size()))
        : Optional.empty();
  }

  private Optional<String> lostAZone() {
    if (voter.zone().isEmpty()) return Optional.empty();
    var near = where(target -> target.isIn(voter.zone()));
    var far = where(target -> !target.isIn("") && !target.isIn(voter.zone()));
    if (near.isEmpty() || far.isEmpty()) return Optional.empty();
    if (isLost(near)) return Optional.of("reaches no node of its own zone " + voter.zone());
    return isLost(far)
        ? Optional.of("reaches no node outside of its zone " + voter.zone())
        : Optional.empty();
  }

  private List<Target> where(Predicate<Target> place) {
    return controls.stream().filter(place).toList();
  }

  /** One node alone is no control for itself: that it is silent may be its own fault. */
  private static boolean isLost(List<Target> group) {
    return group.size() > 1 && group.stream().noneMatch(Target::isReached);
  }
}
