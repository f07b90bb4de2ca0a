package dev.holdfast.loop;

import dev.holdfast.action.Gate;
import dev.holdfast.action.Handbrake;
import dev.holdfast.config.OperatorConfig;
import dev.holdfast.kube.call.CallObserver;
import dev.holdfast.kube.source.ApiClient;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.kube.write.EventWriter;
import dev.holdfast.kube.write.LiveCluster;
import dev.holdfast.kube.write.LiveHandbrake;
import dev.holdfast.ops.Metrics;
import dev.holdfast.ops.SteadyClock;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The one way to the cluster that all parts of a replica share: what is read of it and by which
 * clock, who may act on it, and what is told and measured.
 */
final class ClusterAccess {
  private final SteadyClock clock = new SteadyClock();
  private final PrometheusMeterRegistry registry;
  private final Metrics metrics;
  private final KubernetesClient client;
  private final ClusterSources sources;
  private final Leadership leadership;
  private final Gate gate;
  private final EventWriter events;
  private final LiveCluster live;
  private final Handbrake handbrake;

  /** Watches nothing and runs for nothing yet. */
  ClusterAccess(OperatorConfig config, Config cluster, Leadership.Listener listener) {
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.metrics = new Metrics(registry, this::isLeading, System::nanoTime);
    this.client = ApiClient.of(cluster, new CallObserver(metrics::called, System::nanoTime));
    this.sources = new ClusterSources(client, config.namespace(), clock::now);
    this.leadership =
        new Leadership(
            client.getConfiguration(),
            config.namespace(),
            config.replica().identity(),
            config.lease(),
            listener);
    this.gate =
        new Gate(
            leadership::isLeading,
            sources.emergencyStop()::engaged,
            config.movesPerMinute(),
            System::nanoTime);
    this.events = new EventWriter(client, clock::now, config.replica().name());
    this.live = new LiveCluster(client, clock::now);
    this.handbrake = new LiveHandbrake(client, config.namespace());
    metrics.eventsLost(events::lost);
  }

  boolean isLeading() {
    return leadership.isLeading();
  }

  SteadyClock clock() {
    return clock;
  }

  PrometheusMeterRegistry registry() {
    return registry;
  }

  Metrics metrics() {
    return metrics;
  }

  KubernetesClient client() {
    return client;
  }

  ClusterSources sources() {
    return sources;
  }

  Leadership leadership() {
    return leadership;
  }

  Gate gate() {
    return gate;
  }

  EventWriter events() {
    return events;
  }

  /** For a last look, and for changes. */
  LiveCluster live() {
    return live;
  }

  Handbrake handbrake() {
    return handbrake;
  }
}
