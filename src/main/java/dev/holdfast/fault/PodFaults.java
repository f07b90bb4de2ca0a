package dev.holdfast.fault;

import static dev.holdfast.signal.Instants.later;

import dev.holdfast.api.Detection;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Faults of a pod that its node is no reason for. */
final class PodFaults {
  private static final Set<String> IMAGE_REASONS =
      Set.of(
          "ImagePullBackOff",
          "ErrImagePull",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");
  private static final String CRASH_LOOP = "CrashLoopBackOff";

  private final FaultView view;
  private final Instant now;

  PodFaults(FaultView view, Instant now) {
    this.view = view;
    this.now = now;
  }

  /** Of a pod on a node that is Healthy since then. */
  Optional<Fault> onWellNode(PodSignal pod, Instant wellSince) {
    if (isCrashLooping(pod)) return Optional.of(crashLoop(pod));
    if (pod.phase() == PodPhase.PENDING) return pending(pod);
    if (pod.ready()) return Optional.empty();
    return pod.everReady() ? notReady(pod, wellSince) : startup(pod, wellSince);
  }

  /** Of a pod that no container runs of, with a node or without. */
  Optional<Fault> pending(PodSignal pod) {
    if (lacksImage(pod)) return Optional.of(imagePullFailed(pod, pod.seenAt()));
    if (now.isBefore(pod.seenAt().plus(detection().pendingFor().value()))) return Optional.empty();
    var why = pod.reason() != null ? pod.reason() : pod.waiting();
    return Optional.of(new Fault.PendingTooLong(pod, pod.seenAt(), orUnknown(why)));
  }

  private boolean isCrashLooping(PodSignal pod) {
    var loop = detection().crashLoop();
    return !pod.ready()
        && (pod.history().within(loop.within().value(), now) >= loop.restarts()
            || isLoopingSinceBefore(pod, loop));
  }

  /** We came too late to see the restarts, and the kubelet says that it waits between them. */
  private boolean isLoopingSinceBefore(PodSignal pod, Detection.CrashLoop loop) {
    return CRASH_LOOP.equals(pod.waiting())
        && pod.restarts() >= loop.restarts()
        && now.isBefore(pod.seenAt().plus(loop.within().value()));
  }

  private Fault crashLoop(PodSignal pod) {
    return new Fault.CrashLoop(pod, pod.readyEdgeAt(), pod.restarts() + " restarts");
  }

  private Optional<Fault> notReady(PodSignal pod, Instant wellSince) {
    var since = later(pod.readyEdgeAt(), wellSince);
    return now.isBefore(since.plus(detection().notReadyFor().value()))
        ? Optional.empty()
        : Optional.of(new Fault.NotReady(pod, since, "not ready on a healthy node"));
  }

  private Optional<Fault> startup(PodSignal pod, Instant wellSince) {
    if (lacksImage(pod)) return Optional.of(imagePullFailed(pod, pod.startedAt()));
    var due = later(pod.startedAt(), wellSince).plus(StartupBudget.of(pod, view));
    return now.isBefore(due)
        ? Optional.empty()
        : Optional.of(new Fault.StartupOverdue(pod, pod.startedAt(), "never ready, due " + due));
  }

  private static boolean lacksImage(PodSignal pod) {
    return pod.waiting() != null && IMAGE_REASONS.contains(pod.waiting());
  }

  private static Fault imagePullFailed(PodSignal pod, Instant since) {
    return new Fault.ImagePullFailed(pod, since, orUnknown(pod.waiting()));
  }

  private Detection detection() {
    return view.detection();
  }

  static String orUnknown(@Nullable String why) {
    return why == null || why.isEmpty() ? "no reason given" : why;
  }
}
