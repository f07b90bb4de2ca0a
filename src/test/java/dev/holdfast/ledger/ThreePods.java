package dev.holdfast.ledger;

import dev.holdfast.health.LastSign;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The account of one replica about a workload of three pods of which two are promised: {@code p1}
 * on {@code n2}, {@code p2} and {@code p3} on {@code n1}. Times are seconds since noon.
 */
final class ThreePods {
  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Map<String, String> ALL = Map.of("p1", "n2", "p2", "n1", "p3", "n1");

  private Account account;

  private ThreePods(int second) {
    this.account = Account.opened(at(second));
  }

  /** Seen by whoever looks at noon for the first time. */
  static ThreePods atNoon() {
    return since(0);
  }

  static ThreePods since(int second) {
    return new ThreePods(second);
  }

  void look(int second, Lookout lookout) {
    account = account.after(lookout, at(second));
  }

  /**
   * Goes on from what that one wrote.
   *
   * @param last how long that one led, as far as it is known
   */
  void continueAfter(ThreePods predecessor, @Nullable Term last, int second) {
    account = account.continuing(predecessor.ledger(), last, at(second));
  }

  /** By another replica, which had not watched before. */
  ThreePods succeeded(int second, Lookout seen, @Nullable Term last) {
    var successor = since(second);
    successor.look(second, seen);
    successor.continueAfter(this, last, second);
    return successor;
  }

  Account account() {
    return account;
  }

  Ledger ledger() {
    return account.ledger();
  }

  Tally tally(int from, int to) {
    return ledger().tally(at(from), at(to));
  }

  static Instant at(int second) {
    return NOON.plusSeconds(second);
  }

  static Map<String, String> pods(int count) {
    return pods(name -> name.compareTo("p" + count) <= 0);
  }

  private static Map<String, String> pods(Predicate<String> which) {
    return ALL.entrySet().stream()
        .filter(pod -> which.test(pod.getKey()))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  static Lookout ready(int pods) {
    return lookout(pods(pods), Map.of(), null);
  }

  static Lookout ready(String... pods) {
    return lookout(pods(Set.of(pods)::contains), Map.of(), null);
  }

  /** The same, while {@code n1} is silent and was last heard then. */
  static Lookout lost(Lookout seen, int heard) {
    return lost(seen, LastSign.ofLease(at(heard)));
  }

  static Lookout lost(Lookout seen, LastSign sign) {
    return lookout(seen.ready(), Map.of("n1", sign), null);
  }

  static Lookout blind(int since) {
    return lookout(Map.of(), Map.of(), at(since));
  }

  private static Lookout lookout(
      Map<String, String> pods, Map<String, LastSign> silent, @Nullable Instant blindSince) {
    return new Lookout(3, pods, 2, silent, Set.of("n1", "n2"), Set.of(), null, blindSince);
  }
}
