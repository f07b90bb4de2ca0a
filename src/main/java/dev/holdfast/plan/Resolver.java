package dev.holdfast.plan;

import dev.holdfast.incident.Intent;
import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.incident.Step;
import dev.holdfast.notice.Notice;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Settles intents whose outcome nobody told us, by looking: the pod is gone or going, so it was
 * done. What still stands is decided afresh.
 */
public final class Resolver {

  /** The memory without settled intents, and what is to be told of them. */
  public record Resolved(PolicyMemory memory, List<Notice> notices) {}

  private Resolver() {}

  public static Resolved resolve(PolicyMemory memory, PolicyView view, Instant now) {
    var settlement = new Settlement(memory, new Notices(view.policy()), view.fleet());
    memory.intents().stream()
        .filter(intent -> happened(intent, view))
        .forEach(intent -> settlement.done(intent, now));
    return new Resolved(settlement.memory(), settlement.notices());
  }

  private static boolean happened(Intent intent, PolicyView view) {
    Optional<PodSignal> pod =
        Stream.concat(view.pods().stream(), view.strays().stream())
            .filter(p -> p.uid().equals(intent.step().pod().uid()))
            .findFirst();
    return switch (intent.step()) {
      case Step.MarkNotReady m -> pod.filter(PodSignal::ready).isEmpty();
      case Step.Evict e -> pod.filter(p -> !p.isDeleting()).isEmpty();
      case Step.Delete d -> pod.filter(p -> !p.isDeleting()).isEmpty();
      case Step.ForceDelete f -> pod.isEmpty();
    };
  }
}
