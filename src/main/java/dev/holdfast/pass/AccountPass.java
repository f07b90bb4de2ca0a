package dev.holdfast.pass;

import dev.holdfast.health.LastSign;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.ledger.Account;
import dev.holdfast.ledger.Lookout;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.plan.Standing;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The account's fold: what the policy's workload is now, booked beside what it was. */
public final class AccountPass {
  private AccountPass() {}

  public static Account run(Account account, PolicyView view, Instant now) {
    return account.after(look(view), now);
  }

  private static Lookout look(PolicyView view) {
    var standing = Standing.of(view);
    return new Lookout(
        standing.desired(),
        ready(view),
        standing.minAvailable(),
        silent(view),
        nodes(view),
        maintained(view),
        heard(view),
        view.fleet().blindSince());
  }

  private static Map<String, String> ready(PolicyView view) {
    return available(view)
        .collect(Collectors.toMap(PodSignal::uid, pod -> Objects.requireNonNull(pod.node())));
  }

  private static Stream<PodSignal> available(PolicyView view) {
    return view.pods().stream().filter(pod -> Standing.isAvailable(pod, view));
  }

  /** Only asked for by whoever is blind. */
  private static @Nullable Instant heard(PolicyView view) {
    if (view.fleet().blindSince() == null) return null;
    return available(view)
        .map(PodSignal::node)
        .flatMap(Stream::ofNullable)
        .distinct()
        .map(view.fleet()::node)
        .flatMap(Optional::stream)
        .map(health -> health.node().leaseRenewedAt())
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static Set<String> nodes(PolicyView view) {
    return view.pods().stream()
        .filter(PodSignal::isActive)
        .map(PodSignal::node)
        .flatMap(Stream::ofNullable)
        .collect(Collectors.toSet());
  }

  /**
   * Also those that are only suspected: the control plane may say that their pods are not ready
   * before we are sure.
   */
  private static Map<String, LastSign> silent(PolicyView view) {
    return view.pods().stream()
        .filter(PodSignal::isActive)
        .filter(pod -> !Standing.isAvailable(pod, view))
        .map(PodSignal::node)
        .flatMap(Stream::ofNullable)
        .distinct()
        .map(view.fleet()::node)
        .flatMap(Optional::stream)
        .filter(health -> health.verdict().isSilent())
        .collect(Collectors.toMap(health -> health.node().name(), NodeHealth::lastSign));
  }

  private static Set<String> maintained(PolicyView view) {
    return view.fleet().nodes().values().stream()
        .filter(health -> health.maintenance() != null)
        .map(NodeHealth::node)
        .map(node -> node.name())
        .collect(Collectors.toSet());
  }
}
