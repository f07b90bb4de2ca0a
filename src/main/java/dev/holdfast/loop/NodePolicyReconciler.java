package dev.holdfast.loop;

import dev.holdfast.alarm.Origin;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Loss;
import dev.holdfast.kube.source.NodeWarnings;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.notice.OneLine;
import dev.holdfast.pass.NodeAlarms;
import dev.holdfast.status.AlarmCodec;
import dev.holdfast.status.NodeStatusComposer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what the node loop found; decides nothing. */
@ControllerConfiguration(
    name = "nodepolicies",
    informer = @Informer(informerListLimit = PolicyReader.PAGE))
public final class NodePolicyReconciler implements Reconciler<NodeHealthPolicy> {
  private static final Logger log = LoggerFactory.getLogger(NodePolicyReconciler.class);

  /** A verdict is shown within a second, and a burst of them is one write. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private static final Duration LOOK_AFTER_FAILURE = Duration.ofSeconds(2);

  /** Alertmanagers forget what is not repeated. */
  private static final Duration WHILE_FIRING = Duration.ofMinutes(2);

  private final StatusWriter writer;
  private final AlarmDesk desk;
  private final String ownNamespace;
  private final Supplier<Fleet> fleet;
  private final Supplier<List<Loss>> losses;
  private final Supplier<NodeWarnings.Picture> warnings;
  private final Supplier<Instant> clock;
  private final LastSent<NodePolicyStatus> sent = new LastSent<>();
  private final SimpleInboundEventSource<NodeHealthPolicy> source =
      new SimpleInboundEventSource<>("node-wakeups");
  private final Wakeups<ResourceID> wakeups =
      new Wakeups<>("node-wakeups", PACE, source::propagateEvent);
  private final Turnstile turnstile;

  NodePolicyReconciler(
      StatusWriter writer,
      AlarmDesk desk,
      String ownNamespace,
      Supplier<Fleet> fleet,
      Supplier<List<Loss>> losses,
      Supplier<NodeWarnings.Picture> warnings,
      Supplier<Instant> clock,
      Supplier<Turnstile.Admission> admission) {
    this.writer = writer;
    this.desk = desk;
    this.ownNamespace = ownNamespace;
    this.fleet = fleet;
    this.losses = losses;
    this.warnings = warnings;
    this.clock = clock;
    this.turnstile = new Turnstile(admission, wakeups);
  }

  Wakeups<ResourceID> wakeups() {
    return wakeups;
  }

  @Override
  public List<EventSource<?, NodeHealthPolicy>> prepareEventSources(
      EventSourceContext<NodeHealthPolicy> context) {
    return List.of(source);
  }

  @Override
  public UpdateControl<NodeHealthPolicy> reconcile(
      NodeHealthPolicy cached, Context<NodeHealthPolicy> context) {
    if (turnstile.admits(ResourceID.fromResource(cached))) publish(cached);
    return UpdateControl.noUpdate();
  }

  /** A lost compare-and-set is made up for at once: the winner's version wakes us. */
  private void publish(NodeHealthPolicy policy) {
    var id = ResourceID.fromResource(policy);
    try {
      record(policy).ifPresent(delay -> wakeups.at(id, delay));
    } catch (KubernetesClientException e) {
      log.warn(
          "node policy {}: status not written, trying again: {}",
          id,
          OneLine.of(String.valueOf(e.getMessage())));
      wakeups.at(id, LOOK_AFTER_FAILURE);
    }
  }

  /** When to look again; empty when only an event can matter. */
  private Optional<Duration> record(NodeHealthPolicy policy) {
    var known = PolicyReader.read(policy);
    var now = clock.get();
    @Nullable NodePolicyStatus before = sent.insteadOf(policy.getStatus(), policy);
    var origin = origin(policy);
    var opened = desk.open(origin, before == null ? List.of() : before.alarms(), now);
    var situation = NodeAlarms.of(known, fleet.get());
    var channels = known.spec().alarms();
    var journal = opened.journal().after(situation, AlarmChannel.ids(channels), now);
    var generation = policy.getMetadata().getGeneration();
    var warned = warnings.get();
    var status =
        NodeStatusComposer.compose(
                before, known, generation, fleet.get(), losses.get(), warned.warnings(), now)
            .with(AlarmCodec.write(journal));
    if (!status.equals(before) && !isWritten(policy, status))
      return Optional.of(LOOK_AFTER_FAILURE);
    desk.recorded(origin, channels, journal, opened, now);
    var again = journal.lookAgain(now).map(at -> Duration.between(now, at));
    var told = journal.entries().isEmpty() ? again : again.or(() -> Optional.of(WHILE_FIRING));
    return earlier(told, Optional.ofNullable(warned.standsFor()));
  }

  private static Optional<Duration> earlier(Optional<Duration> a, Optional<Duration> b) {
    return Stream.of(a, b).flatMap(Optional::stream).min(Duration::compareTo);
  }

  private boolean isWritten(NodeHealthPolicy policy, NodePolicyStatus status) {
    var taken = writer.write(policy, status);
    taken.ifPresent(written -> sent.remember(written, status));
    return taken.isPresent();
  }

  private Origin origin(NodeHealthPolicy policy) {
    var meta = policy.getMetadata();
    return new Origin("NodeHealthPolicy", "", meta.getName(), meta.getUid(), ownNamespace);
  }
}
