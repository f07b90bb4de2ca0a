package dev.holdfast.kube.source;

import dev.holdfast.signal.Deleting;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** From a pod, and the record that was kept of it, to its record. */
public final class PodReader implements Reading<Pod, PodSignal> {
  /** The API server's default of {@code terminationGracePeriodSeconds}. */
  private static final long DEFAULT_GRACE_SECONDS = 30;

  /** Characters of a reason that are kept: the scheduler's can name a thousand nodes. */
  private static final int REASON_LENGTH = 400;

  private final Interner interner;

  PodReader(Interner interner) {
    this.interner = interner;
  }

  /** A reader of its own, for objects that are looked at and not kept. */
  public PodReader() {
    this(new Interner());
  }

  @Override
  public PodSignal read(Pod pod, @Nullable PodSignal namesake, Instant now) {
    var meta = Given.metadata(pod);
    var spec = Given.part(pod.getSpec(), PodSpec::new);
    var status = Given.part(pod.getStatus(), PodStatus::new);
    var before = sameObject(meta, namesake) ? namesake : null;
    var arrival = arrival(status, now);
    var past = before == null ? PodPast.first(arrival) : PodPast.next(before, arrival);
    return new PodSignal(
        interner.text(meta.getNamespace()),
        namesake == null ? Given.text(meta.getName()) : namesake.name(),
        before == null ? Given.text(meta.getUid()) : before.uid(),
        interner.map(meta.getLabels()),
        node(spec),
        Controllers.of(meta, interner),
        interner.same(ShapeReader.read(spec)),
        arrival.phase(),
        arrival.ready(),
        past.everReady(),
        before == null ? ServerTime.of(meta.getCreationTimestamp()) : before.createdAt(),
        past.seenAt(),
        past.readyEdgeAt(),
        past.startedAt(),
        arrival.containers().restarts(),
        past.history(),
        interner.textOrNull(arrival.containers().waiting()),
        interner.textOrNull(reason(arrival.phase(), status)),
        address(status, before),
        interner.same(VolumeUse.writtenClaims(spec)),
        meta.getAnnotations() == null
            ? null
            : Given.brief(meta.getAnnotations().get(NodeAnnotations.HOLD)),
        deleting(meta, spec, before, now));
  }

  private static boolean sameObject(ObjectMeta meta, @Nullable PodSignal namesake) {
    return namesake != null && namesake.uid().equals(Given.text(meta.getUid()));
  }

  private static @Nullable String address(PodStatus status, @Nullable PodSignal before) {
    var address = Given.text(status.getPodIP());
    if (address.isEmpty()) return null;
    return before != null && address.equals(before.address()) ? before.address() : address;
  }

  private @Nullable String node(PodSpec spec) {
    var name = Given.text(spec.getNodeName());
    return name.isEmpty() ? null : interner.text(name);
  }

  private static PodPast.Arrival arrival(PodStatus status, Instant now) {
    var ready = condition(status, "Ready");
    return new PodPast.Arrival(
        phase(status),
        ready.isPresent() && "True".equals(ready.get().getStatus()),
        ServerTime.of(ready.map(PodCondition::getLastTransitionTime).orElse(null)),
        ContainerFacts.of(status),
        now);
  }

  private static Optional<PodCondition> condition(PodStatus status, String type) {
    return Given.each(status.getConditions()).filter(c -> type.equals(c.getType())).findFirst();
  }

  private static PodPhase phase(PodStatus status) {
    return switch (Given.text(status.getPhase())) {
      case "Pending" -> PodPhase.PENDING;
      case "Running" -> PodPhase.RUNNING;
      case "Succeeded" -> PodPhase.SUCCEEDED;
      case "Failed" -> PodPhase.FAILED;
      default -> PodPhase.UNKNOWN;
    };
  }

  private static @Nullable String reason(PodPhase phase, PodStatus status) {
    var said = phase == PodPhase.FAILED ? failure(status) : unscheduled(status);
    if (said.isEmpty()) return null;
    return said.length() <= REASON_LENGTH ? said : said.substring(0, REASON_LENGTH);
  }

  private static String failure(PodStatus status) {
    return Stream.of(Given.text(status.getReason()), Given.text(status.getMessage()))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(": "));
  }

  private static String unscheduled(PodStatus status) {
    return condition(status, "PodScheduled")
        .filter(c -> "False".equals(c.getStatus()))
        .map(c -> Given.text(c.getMessage() == null ? c.getReason() : c.getMessage()))
        .orElse("");
  }

  private static @Nullable Deleting deleting(
      ObjectMeta meta, PodSpec spec, @Nullable PodSignal before, Instant now) {
    if (meta.getDeletionTimestamp() == null) return null;
    var grace = grace(meta, spec);
    var known = before == null ? null : before.deleting();
    return new Deleting(known == null ? now : known.since(), grace);
  }

  private static Duration grace(ObjectMeta meta, PodSpec spec) {
    return Stream.of(meta.getDeletionGracePeriodSeconds(), spec.getTerminationGracePeriodSeconds())
        .flatMap(seconds -> Optional.ofNullable(seconds).stream())
        .findFirst()
        .map(Given::seconds)
        .orElse(Duration.ofSeconds(DEFAULT_GRACE_SECONDS));
  }
}
