package dev.holdfast.loop;

import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicyStatus;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Loss;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.notice.OneLine;
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
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes what the node loop found; decides nothing. */
@ControllerConfiguration(name = "nodepolicies")
public final class NodePolicyReconciler implements Reconciler<NodeHealthPolicy> {
  private static final Logger log = LoggerFactory.getLogger(NodePolicyReconciler.class);

  /** A verdict is shown within a second, and a burst of them is one write. */
  private static final Duration PACE = Duration.ofSeconds(1);

  private static final Duration LOOK_AFTER_FAILURE = Duration.ofSeconds(2);

  private final StatusWriter writer;
  private final Supplier<Fleet> fleet;
  private final Supplier<List<Loss>> losses;
  private final Supplier<Instant> clock;
  private final BooleanSupplier mayRun;
  private final LastSent<NodePolicyStatus> sent = new LastSent<>();
  private final SimpleInboundEventSource<NodeHealthPolicy> source =
      new SimpleInboundEventSource<>("node-wakeups");
  private final Wakeups<ResourceID> wakeups =
      new Wakeups<>("node-wakeups", PACE, source::propagateEvent);

  NodePolicyReconciler(
      StatusWriter writer,
      Supplier<Fleet> fleet,
      Supplier<List<Loss>> losses,
      Supplier<Instant> clock,
      BooleanSupplier mayRun) {
    this.writer = writer;
    this.fleet = fleet;
    this.losses = losses;
    this.clock = clock;
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
    var before = sent.insteadOf(policy.getStatus(), policy);
    var status =
        NodeStatusComposer.compose(
            before,
            PolicyReader.read(policy),
            policy.getMetadata().getGeneration(),
            fleet.get(),
            losses.get(),
            clock.get());
    if (status.equals(before)) return;
    try {
      writer
          .write(policy, status)
          .ifPresentOrElse(
              taken -> sent.remember(taken, status), () -> wakeups.at(id, LOOK_AFTER_FAILURE));
    } catch (KubernetesClientException e) {
      log.warn(
          "node policy {}: status not written, trying again: {}",
          id,
          OneLine.of(String.valueOf(e.getMessage())));
      wakeups.at(id, LOOK_AFTER_FAILURE);
    }
  }
}
