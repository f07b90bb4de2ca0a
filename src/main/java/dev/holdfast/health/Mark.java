package dev.holdfast.health;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import java.time.Instant;
import java.util.Optional;

/**
 * The text of our annotation beside the taint; durable, so that a successor knows what it found.
 *
 * @param why the verdict's name, or {@link #STEERING}
 * @param ownTaint the taint was not there before; only then do we remove it
 */
public record Mark(String why, boolean ownTaint, Instant since) {
  public static final String STEERING = "Steering";

  public String text() {
    return why + "; taint=" + (ownTaint ? "own" : "foreign") + "; since=" + since;
  }

  /** Reads a node's mark; a text that nobody of ours wrote is taken as a foreign taint's. */
  public static Optional<Mark> of(NodeSignal node) {
    return Optional.ofNullable(node.annotation(NodeAnnotations.MARKED))
        .map(text -> parse(text, node.seenAt()));
  }

  private static Mark parse(String text, Instant seenAt) {
    var why = text.split(";", 2)[0].trim();
    return new Mark(why, text.contains("taint=own"), seenAt);
  }

  public boolean isSteering() {
    return why.equals(STEERING);
  }
}
