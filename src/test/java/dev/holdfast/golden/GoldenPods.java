package dev.holdfast.golden;

import dev.holdfast.api.Span;
import dev.holdfast.signal.Deleting;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodShape;
import dev.holdfast.signal.PodSignal;
import dev.holdfast.signal.Resources;
import dev.holdfast.signal.RestartHistory;
import dev.holdfast.signal.TolerationSignal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes pods and controllers from a golden file's. */
record GoldenPods(Ago ago, Map<String, GoldenCase.Owner> owners) {
  static final String NAMESPACE = "shop";
  private static final Duration AGE = Duration.ofHours(1);
  private static final Duration GRACE = Duration.ofSeconds(30);

  PodSignal signal(GoldenCase.Pod pod, String name) {
    var phase = phase(pod);
    boolean ready = orElse(pod.ready(), phase == PodPhase.RUNNING);
    var seenAt = ago.of(pod.age(), AGE);
    return new PodSignal(
        NAMESPACE,
        name,
        orElse(pod.uid(), "uid-" + name),
        orElse(pod.labels(), Map.of("app", "web")),
        pod.node(),
        pod.owner() == null ? null : ref(pod.owner()),
        shape(pod),
        phase,
        ready,
        orElse(pod.everReady(), phase == PodPhase.RUNNING),
        seenAt,
        seenAt,
        pod.readyFor() == null ? seenAt : ago.of(pod.readyFor(), AGE),
        pod.started() == null ? seenAt : ago.of(pod.started(), AGE),
        orElse(pod.restarts(), list(pod.restartsAt()).size()),
        new RestartHistory(
            list(pod.restartsAt()).stream().map(s -> ago.of(s, AGE)).sorted().toList()),
        pod.waiting(),
        pod.reason(),
        null,
        list(pod.claims()),
        pod.hold(),
        deleting(pod));
  }

  private static PodPhase phase(GoldenCase.Pod pod) {
    if (pod.phase() != null) return PodPhase.valueOf(pod.phase().toUpperCase(Locale.ROOT));
    return pod.node() == null ? PodPhase.PENDING : PodPhase.RUNNING;
  }

  private @Nullable Deleting deleting(GoldenCase.Pod pod) {
    if (pod.deleting() == null) return null;
    var grace = pod.grace() == null ? GRACE : pod.grace().value();
    return new Deleting(ago.of(pod.deleting(), Duration.ZERO), grace);
  }

  private static PodShape shape(GoldenCase.Pod pod) {
    return new PodShape(
        orElse(pod.nodeSelector(), Map.of()),
        List.of(),
        list(pod.tolerations()).stream().map(GoldenPods::toleration).toList(),
        new Resources(orElse(pod.requests(), Map.of("pods", 1000L))),
        Set.copyOf(list(pod.soloUse())),
        Set.copyOf(list(pod.unjudged())),
        Set.of(),
        pod.startupBudget() == null ? null : pod.startupBudget().value());
  }

  private static TolerationSignal toleration(String written) {
    int at = written.indexOf('@');
    var limit = at < 0 ? null : Span.parse(written.substring(at + 1)).value();
    var what = at < 0 ? written : written.substring(0, at);
    if (what.equals("*")) return new TolerationSignal("", "Exists", "", "", limit);
    var taint = GoldenNodes.taint(what);
    var operator = taint.value().isEmpty() ? "Exists" : "Equal";
    return new TolerationSignal(taint.key(), operator, taint.value(), taint.effect(), limit);
  }

  Stream<OwnerSignal> known() {
    return owners.values().stream().filter(o -> orElse(o.known(), true)).map(this::owner);
  }

  private OwnerSignal owner(GoldenCase.Owner owner) {
    return new OwnerSignal(
        NAMESPACE,
        ref(owner.name()),
        owner.parent() == null ? null : ref(owner.parent()),
        orElse(owner.replicas(), 1),
        orElse(owner.recreate(), false),
        owner.progressDeadline() == null ? null : owner.progressDeadline().value(),
        orElse(owner.ignoresDisruption(), false));
  }

  private OwnerRef ref(String name) {
    var owner = Objects.requireNonNull(owners.get(name), "no owner is named " + name);
    return new OwnerRef(
        orElse(owner.apiVersion(), apiVersion(owner.kind())),
        owner.kind(),
        orElse(owner.called(), name),
        "uid-" + name);
  }

  private static String apiVersion(String kind) {
    return switch (kind) {
      case "Job" -> "batch/v1";
      case "ReplicationController", "Node" -> "v1";
      default -> "apps/v1";
    };
  }

  private static <T> T orElse(@Nullable T written, T otherwise) {
    return written == null ? otherwise : written;
  }

  private static <T> List<T> list(@Nullable List<T> written) {
    return written == null ? List.of() : written;
  }
}
