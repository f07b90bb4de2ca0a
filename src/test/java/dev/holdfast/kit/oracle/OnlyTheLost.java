package dev.holdfast.kit.oracle;

import dev.holdfast.kit.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A pod is deleted only where the facts allow the node to be Lost: the API says that it is not
 * Ready, or nothing came back from its host for longer than a short stand-still; and its lease was
 * not renewed a moment ago. By force only where a person said so, too.
 */
final class OnlyTheLost implements Rule.OfRemoval {
  /** What a look and the call after it may take. */
  private static final Duration SLACK = Duration.ofSeconds(2);

  /** No silence makes a node Lost that a short stun may last, in tests neither. */
  private static final Duration SILENCE = Duration.ofMillis(3_500);

  /** What loses a pod whose own port is asked; nothing loses one sooner. */
  private static final Duration STAND_STILL = Duration.ofSeconds(3);

  private final Supplier<List<Silence>> silences;
  private final Duration unseen;

  OnlyTheLost(Supplier<List<Silence>> silences, Duration unseen) {
    this.silences = silences;
    this.unseen = unseen;
  }

  @Override
  public Stream<String> misdeeds(Removal removal, Facts facts) {
    if (removal.isEviction()) return Stream.empty();
    var node = facts.node(removal.node());
    if (node.isEmpty()) return Stream.of("deletes on a node that nobody knows of");
    return Stream.concat(lost(removal, node.get()), confirmed(removal, node.get()));
  }

  private Stream<String> lost(Removal removal, NodeFacts node) {
    var at = removal.at();
    boolean ready = node.past().wasFor(SLACK, at, state -> state.ready().equals("True"));
    var on = "deletes on node '" + removal.node() + "', which ";
    return Stream.concat(
        Rule.unless(!ready || isSilent(removal), on + "is Ready, and so not Lost"),
        Rule.unless(
            !isHeard(node, at),
            on + "renews its lease, and so is not Lost; renewed at " + node.lastRenewals()));
  }

  private boolean isSilent(Removal removal) {
    return silences.get().stream()
        .filter(silence -> silence.host().equals(removal.node()))
        .anyMatch(silence -> silence.lastedFor(STAND_STILL, removal.at(), unseen));
  }

  private static boolean isHeard(NodeFacts node, Instant at) {
    return node.renewedBetween(at.minus(SILENCE), at.minus(SLACK));
  }

  private static Stream<String> confirmed(Removal removal, NodeFacts node) {
    boolean confirmed =
        node.past().within(SLACK, removal.at()).anyMatch(NodeFacts.State::confirmedDead);
    return Rule.unless(
        !removal.isForced() || confirmed,
        "deletes by force on node '" + removal.node() + "', which nobody confirmed dead");
  }
}
