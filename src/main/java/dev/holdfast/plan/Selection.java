package dev.holdfast.plan;

import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.fault.Owners;
import dev.holdfast.plan.PolicyView.Peer;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.PodSignal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is odd about the pods that a policy selects, though no schema could see it. */
public record Selection(PolicyView view) {
  /** How many of a kind a sentence names. */
  private static final int NAMED = 3;

  /**
   * Something odd.
   *
   * @param reason a CamelCase word
   * @param message says what to do about it; the same as long as the oddity is the same
   */
  public record Oddity(String reason, String message) {}

  /**
   * What should trouble people most comes first; empty when the pods are this policy's alone, and
   * when the policy is not in force.
   */
  public List<Oddity> oddities() {
    if (view.refused() != null) return List.of();
    if (view.pods().isEmpty()) return List.of(noPods());
    var oddities = new ArrayList<Oddity>();
    overlap().ifPresent(oddities::add);
    foreignController().ifPresent(oddities::add);
    return oddities;
  }

  private Oddity noPods() {
    return new Oddity(
        "NoPods",
        "spec.selector matches no pod of namespace %s: compare it with the pods' labels"
            .formatted(view.policy().namespace()));
  }

  private Optional<Oddity> overlap() {
    if (view.peers().isEmpty() || view.spec().mode() != Mode.Enforce) {
      return Optional.empty();
    }
    var peers = view.peers().stream().sorted(Comparator.comparing(Peer::policy)).toList();
    var oldest = peers.getFirst();
    var who =
        oldest.policy().precedes(view.policy())
            ? "%s came first, and is the only one that acts on them%s"
                .formatted(oldest.policy().name(), oldest.held() ? " (it is on hold)" : "")
            : "this one came first, and is the only one that acts on them";
    return Optional.of(
        new Oddity(
            StandingGuards.OVERLAP,
            "pods of this policy are selected by %s too: %s; narrow the selectors"
                .formatted(named(peers.stream().map(peer -> peer.policy().name())), who)));
  }

  private Optional<Oddity> foreignController() {
    var foreign =
        view.pods().stream().map(this::top).flatMap(Optional::stream).filter(this::isForeign);
    var names = named(foreign.map(ref -> ref.groupKind() + " " + ref.name()));
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Oddity(
                "ForeignController",
                "pods of this policy are controlled by %s: an operator of their own may act on them"
                        .formatted(names)
                    + " at the same time; if that is meant, name the kind in"
                    + " spec.recovery.replaceableOwners"));
  }

  /** The topmost controller that is named, known or not. */
  private Optional<OwnerRef> top(PodSignal pod) {
    var known = Owners.top(pod, view.owners());
    if (known == null) return Optional.ofNullable(pod.owner());
    return Optional.of(known.parent() == null ? known.ref() : known.parent());
  }

  private boolean isForeign(OwnerRef ref) {
    return !Owners.isBuiltIn(ref)
        && !view.spec().recovery().replaceableOwners().contains(ref.groupKind());
  }

  private static String named(Stream<String> names) {
    var distinct = names.distinct().sorted().toList();
    var shown = distinct.stream().limit(NAMED).collect(Collectors.joining(", "));
    int more = distinct.size() - NAMED;
    return more > 0 ? shown + " and %d more".formatted(more) : shown;
  }
}
