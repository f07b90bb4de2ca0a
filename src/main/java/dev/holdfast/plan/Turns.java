package dev.holdfast.plan;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** In which order policies take their turn when something happened to several at once. */
public final class Turns {
  private Turns() {}

  private record Turn(KnownPolicy policy, Urgency urgency) {
    String namespace() {
      return policy.key().namespace();
    }
  }

  /**
   * The more urgent first, within each namespace: the places of a namespace in the list stay what
   * they were, so that no other one comes sooner or later by it.
   */
  public static List<KnownPolicy> byUrgency(
      List<KnownPolicy> policies, Function<KnownPolicy, Urgency> urgency) {
    if (policies.size() < 2) return policies;
    var turns = policies.stream().map(policy -> new Turn(policy, urgency.apply(policy))).toList();
    Map<String, Deque<Turn>> queues =
        turns.stream()
            .sorted(Comparator.comparing(Turn::urgency))
            .collect(
                Collectors.groupingBy(Turn::namespace, Collectors.toCollection(ArrayDeque::new)));
    return turns.stream()
        .map(turn -> Objects.requireNonNull(queues.get(turn.namespace())).remove().policy())
        .toList();
  }
}
