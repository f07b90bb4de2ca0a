package dev.holdfast.health;

import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The text of our annotation beside the taint; durable, so that a successor knows what it found.
 *
 * @param why the verdict's name, or {@link #STEERING}
 * @param ownTaint the taint was not there before; only then do we remove it
 * @param relapses how often it had fallen ill again by then
 */
public record Mark(String why, boolean ownTaint, int relapses, Instant since) {
  public static final String STEERING = "Steering";

  private static final Pattern RELAPSES = Pattern.compile("relapses=(\\d{1,3});");

  public String text() {
    var taint = ownTaint ? "own" : "foreign";
    return "%s; taint=%s; relapses=%d; since=%s".formatted(why, taint, relapses, since);
  }

  /** Reads a node's mark; a text that nobody of ours wrote is taken as a foreign taint's. */
  public static Optional<Mark> of(NodeSignal node) {
    return Optional.ofNullable(node.annotation(NodeAnnotations.MARKED))
        .map(text -> parse(text, node.seenAt()));
  }

  private static Mark parse(String text, Instant seenAt) {
    var why = text.split(";", 2)[0].trim();
    var relapses = RELAPSES.matcher(text);
    int known = relapses.find() ? Integer.parseInt(relapses.group(1)) : 0;
    return new Mark(why, text.contains("taint=own"), known, seenAt);
  }

  public boolean isSteering() {
    return why.equals(STEERING);
  }
}
