package dev.holdfast.loop;

import dev.holdfast.alarm.Origin;
import dev.holdfast.api.AlarmChannel;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.health.Fleet;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.notice.OneLine;
import dev.holdfast.pass.NodeAlarms;
import dev.holdfast.status.AlarmCodec;
import dev.holdfast.status.NodeStatusComposer;
import io.fabric8.kubernetes.client.KubernetesClientException;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what the node loop found; decides nothing. */
@ControllerConfiguration(name = "nodepolicies")
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
  private final Supplier<Instant> clock;
  private final Supplier<Fleet> fleet;
  private final BooleanSupplier mayRun;
  private final SimpleInboundEventSource<NodeHealthPolicy> source =
      new SimpleInboundEventSource<>("node-wakeups");
  private final Wakeups<ResourceID> wakeups =
      new Wakeups<>("node-wakeups", PACE, source::propagateEvent);

  NodePolicyReconciler(
      StatusWriter writer,
      AlarmDesk desk,
      String ownNamespace,
      Supplier<Fleet> fleet,
      BooleanSupplier mayRun,
      Supplier<Instant> clock) {
    this.writer = writer;
    this.desk = desk;
    this.ownNamespace = ownNamespace;
    this.clock = clock;
    this.fleet = fleet;
    this.mayRun = mayRun;
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
    if (mayRun.getAsBoolean()) publish(cached);
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
    @Nullable NodePolicyStatus status = policy.getStatus();
    var origin = origin(policy);
    var opened = desk.open(origin, status == null ? List.of() : status.alarms(), now);
    var channels = known.spec().alarms();
    var journal =
        opened
            .journal()
            .after(
                NodeAlarms.of(known, fleet.get()),
                channels.stream().map(AlarmChannel::id).toList(),
                now);
    var after =
        NodeStatusComposer.compose(known, policy.getMetadata().getGeneration(), fleet.get())
            .with(AlarmCodec.write(journal));
    boolean written = after.equals(status) || writer.write(policy, after).isPresent();
    if (!written) return Optional.of(LOOK_AFTER_FAILURE);
    desk.recorded(origin, channels, journal, opened, now);
    var again = journal.lookAgain(now).map(at -> Duration.between(now, at));
    return journal.entries().isEmpty() ? again : again.or(() -> Optional.of(WHILE_FIRING));
  }

  private Origin origin(NodeHealthPolicy policy) {
    var meta = policy.getMetadata();
    return new Origin("NodeHealthPolicy", "", meta.getName(), meta.getUid(), ownNamespace);
  }
}
