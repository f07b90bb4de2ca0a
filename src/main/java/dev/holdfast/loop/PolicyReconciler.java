package dev.holdfast.loop;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.kube.source.PolicyReader;
import dev.holdfast.notice.OneLine;
import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.PassFailure;
import dev.holdfast.plan.KnownPolicy;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.config.informer.Informer;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** JOSDK's way in: serial per policy, on the leader only. Timers are our own, on a steady clock. */
@ControllerConfiguration(
    name = "policies",
    generationAwareEventProcessing = false,
    informer =
        @Informer(onUpdateFilter = MeaningfulChange.class, informerListLimit = PolicyReader.PAGE),
    maxReconciliationInterval =
        @MaxReconciliationInterval(interval = 2, timeUnit = TimeUnit.MINUTES))
public final class PolicyReconciler implements Reconciler<HighAvailabilityPolicy> {
  private static final Logger log = LoggerFactory.getLogger(PolicyReconciler.class);

  /** After a write that the API server did not take: it is busy or away. */
  private static final Duration LOOK_AFTER_FAILURE = Duration.ofSeconds(2);

  /** The API server holds an object to today's schema also where only its status is written. */
  private static final int UNPROCESSABLE = 422;

  /** Long enough not to flood the log with what no repetition mends. */
  private static final Duration LOOK_AFTER_DEFECT = Duration.ofSeconds(30);

  private final PolicyLoop loop;
  private final Newest newest;
  private final Metrics metrics;
  private final Runnable steeringChanged;
  private final Wakeups<ResourceID> wakeups;
  private final Turnstile turnstile;
  private final PassShares shares;
  private final SimpleInboundEventSource<HighAvailabilityPolicy> source =
      new SimpleInboundEventSource<>("wakeups");
  private volatile @Nullable IndexerResourceCache<HighAvailabilityPolicy> cache;

  PolicyReconciler(
      PolicyLoop loop,
      Supplier<Turnstile.Admission> admission,
      Newest newest,
      Metrics metrics,
      Runnable steeringChanged,
      int threads) {
    this.loop = loop;
    this.newest = newest;
    this.metrics = metrics;
    this.steeringChanged = steeringChanged;
    this.wakeups = new Wakeups<>("wakeups", source::propagateEvent);
    this.turnstile = new Turnstile(admission, wakeups);
    this.shares = new PassShares(threads, source::propagateEvent);
  }

  Wakeups<ResourceID> wakeups() {
    return wakeups;
  }

  @Override
  public List<EventSource<?, HighAvailabilityPolicy>> prepareEventSources(
      EventSourceContext<HighAvailabilityPolicy> context) {
    cache = context.getPrimaryCache();
    return List.of(source);
  }

  /** It gets no pass any more, for as long as somebody's finalizer keeps it. */
  boolean isDeleting(KnownPolicy policy) {
    var known = cache;
    return known != null
        && known.get(id(policy)).filter(HasMetadata::isMarkedForDeletion).isPresent();
  }

  /** It is gone: it waits for no turn any more. */
  void forget(KnownPolicy policy) {
    shares.forget(id(policy));
  }

  private static ResourceID id(KnownPolicy policy) {
    return new ResourceID(policy.key().name(), policy.key().namespace());
  }

  @Override
  public UpdateControl<HighAvailabilityPolicy> reconcile(
      HighAvailabilityPolicy cached, Context<HighAvailabilityPolicy> context) {
    var id = ResourceID.fromResource(cached);
    if (cached.isMarkedForDeletion()) {
      shares.forget(id);
      if (loop.leave(cached)) steeringChanged.run();
    } else if (turnstile.admits(id)) {
      shares.run(id, () -> metrics.pass(() -> turn(cached)));
    } else {
      shares.forget(id);
    }
    return UpdateControl.noUpdate();
  }

  private void turn(HighAvailabilityPolicy cached) {
    var id = ResourceID.fromResource(cached);
    try {
      var turn = loop.run(newest.of(cached));
      turn.policy()
          .ifPresentOrElse(
              policy -> newest.remember(policy, cached), () -> newest.forget(uid(cached)));
      turn.lookAgain().ifPresent(delay -> wakeups.at(id, delay));
      if (turn.steers()) steeringChanged.run();
    } catch (KubernetesClientException e) {
      if (e.getCode() == UNPROCESSABLE) {
        metrics.failed(PassFailure.STATUS_REFUSED);
        loop.statusRefused(cached, said(e));
        newest.forget(uid(cached));
        wakeups.at(id, LOOK_AFTER_DEFECT);
        return;
      }
      metrics.failed(PassFailure.API);
      log.warn("policy {}: nothing was done, trying again: {}", id, said(e));
      newest.forget(uid(cached));
      wakeups.at(id, LOOK_AFTER_FAILURE);
    } catch (RuntimeException e) {
      metrics.failed(PassFailure.DEFECT);
      log.error("policy {}: a defect of Holdfast; nothing was done, trying again", id, e);
      newest.forget(uid(cached));
      wakeups.at(id, LOOK_AFTER_DEFECT);
    }
  }

  /** An admission webhook may answer with whatever others wrote. */
  private static String said(KubernetesClientException e) {
    return OneLine.of(String.valueOf(e.getMessage()));
  }

  private static String uid(HighAvailabilityPolicy policy) {
    return policy.getMetadata().getUid();
  }
}
