package dev.holdfast.sim;

import dev.holdfast.sim.Book.Act;
import dev.holdfast.sim.Book.Injection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What came of one history.
 *
 * @param faults hosts that something was done to, or to the view of whom
 * @param nodeMillis how long it lasted, times its hosts
 * @param lost from the beginning of an outage to the leader's verdict Lost, in milliseconds
 * @param probed from there to the first deletion there for a policy with a probe
 * @param leased the same for a policy without
 * @param traffic from there to the first pod there that was said not to be ready
 * @param served pods that were deleted though they served, with a reason that counts
 * @param unfounded what the leader believed of hosts that was not so, in words
 * @param safety what the oracle of the integration tests says
 */
record Outcome(
    FaultClass what,
    long seed,
    int faults,
    long nodeMillis,
    List<Long> lost,
    List<Long> probed,
    List<Long> leased,
    List<Long> traffic,
    Acts deletions,
    Acts moves,
    int served,
    List<String> unfounded,
    Safety safety,
    Set<String> held,
    Set<String> wronglyHeld,
    List<String> trace) {

  /**
   * Acts of one kind.
   *
   * @param mistakes those that nothing justified, or that broke a rule, in words
   * @param lasted how long each mistake was so, in milliseconds
   */
  record Acts(int count, List<String> mistakes, List<Long> lasted) {}

  /**
   * The oracle's judgement.
   *
   * @param changes of which it was told
   * @param ours those by Holdfast
   * @param misdeeds in words, without traffic that was led away from hosts that answered, which is
   *     counted as a false move
   */
  record Safety(int changes, int ours, List<String> misdeeds) {}

  static Outcome of(FaultClass what, long seed, World world) {
    var book = world.book;
    return new Outcome(
        what,
        seed,
        book.injections.size(),
        world.agenda.now() * world.hosts.size(),
        lost(book, what),
        times(book, what, book.deletions, act -> act.isPlain() && act.workload().probed()),
        times(book, what, book.deletions, act -> act.isPlain() && !act.workload().probed()),
        times(book, what, book.moves, act -> true),
        acts(book, book.deletions, Justice::isDeletionJust),
        acts(book, book.moves, Justice::isMoveJust),
        (int) book.deletions.stream().filter(Act::served).count(),
        book.beliefs.unfounded(),
        safety(world),
        book.held,
        book.wronglyHeld,
        world.trace.lines());
  }

  private static Safety safety(World world) {
    var audit = world.audit;
    var ofJustMoves =
        world.book.moves.stream()
            .filter(Justice::isMoveJust)
            .flatMap(act -> world.book.accused.getOrDefault(act, List.of()).stream());
    var all = Stream.concat(audit.misdeeds().stream(), ofJustMoves).toList();
    return new Safety(audit.changes(), audit.ours(), all);
  }

  /** Nothing was done that must never be. */
  boolean isWell() {
    return deletions.mistakes().isEmpty() && safety.misdeeds().isEmpty();
  }

  /** All that must never be done, in words. */
  List<String> misdeeds() {
    return Stream.concat(deletions.mistakes().stream(), safety.misdeeds().stream()).toList();
  }

  /**
   * Those, and what was believed or led away for nothing, where that is not the price of what went
   * wrong.
   */
  List<String> errors() {
    var errors = new ArrayList<>(misdeeds());
    if (!what.excusesMoves()) errors.addAll(moves.mistakes());
    if (!what.excusesBeliefs()) errors.addAll(unfounded);
    return errors;
  }

  private static Acts acts(Book book, List<Act> done, Predicate<Act> isJust) {
    var wrong = done.stream().filter(act -> !isJust.test(act)).toList();
    return new Acts(
        done.size(),
        wrong.stream().map(Act::toString).toList(),
        wrong.stream().map(book::lasted).toList());
  }

  private static List<Long> lost(Book book, FaultClass what) {
    var times = new ArrayList<Long>();
    for (var injection : book.injections) {
      var at = book.lostAt.get(injection.host());
      if (what.real && at != null && injection.includes(at)) times.add(at - injection.from());
    }
    return times;
  }

  /** The first of such acts at each host that was away. */
  private static List<Long> times(
      Book book, FaultClass what, Collection<Act> done, Predicate<Act> which) {
    if (!what.real) return List.of();
    var times = new ArrayList<Long>();
    for (Injection injection : book.injections) {
      done.stream()
          .filter(act -> act.host() == injection.host() && injection.includes(act.at()))
          .filter(which)
          .mapToLong(act -> act.at() - injection.from())
          .min()
          .ifPresent(times::add);
    }
    return times;
  }

  String replay() {
    return "make sim ONLY=%s SEED=%d TRACE=1".formatted(what, seed);
  }
}
