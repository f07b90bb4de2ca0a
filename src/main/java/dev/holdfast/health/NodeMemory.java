package dev.holdfast.health;

import dev.holdfast.api.ConditionRule;
import dev.holdfast.signal.NodeSignal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a node between passes.
 *
 * @param uid whose memory this is: a namesake starts afresh
 * @param verdict the last verdict
 * @param relapses how often it fell ill again soon after it was well
 * @param lastBadAt when it was last worse than Suspect
 * @param ailing it was, and has not been Healthy since
 * @param confirmation an administrator's word as we first saw it
 * @param badTimes of conditions that matter and stood lately
 */
public record NodeMemory(
    String uid,
    Verdict verdict,
    int relapses,
    @Nullable Instant lastBadAt,
    boolean ailing,
    @Nullable Confirmation confirmation,
    Map<ConditionRule, BadTime> badTimes) {

  /**
   * A {@code confirmed-dead} annotation.
   *
   * @param seenAt our clock; a lease renewed later makes it void
   * @param answered the node has answered somebody since then, which makes it void too
   */
  public record Confirmation(String bootId, Instant seenAt, boolean answered) {}

  public NodeMemory {
    badTimes = Map.copyOf(badTimes);
  }

  /**
   * Of a node that nobody remembers. A predecessor's mark says that it was ill, and how often it
   * had fallen ill again; what came after it was written nobody knows, so that one more is assumed.
   */
  public static NodeMemory fresh(NodeSignal node, Instant now) {
    var mark = Mark.of(node).filter(found -> !found.isSteering());
    return new NodeMemory(
        node.uid(),
        new Verdict.Healthy(now),
        mark.map(found -> found.relapses() + 1).orElse(0),
        mark.map(found -> now).orElse(null),
        mark.isPresent(),
        null,
        Map.of());
  }
}
