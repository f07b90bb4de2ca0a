package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The watch of Events that warn of nodes. Nothing waits for it, and that it cannot be made holds
 * nothing back: they decide nothing. API servers keep no watch cache of Events, and without one
 * they send no bookmarks.
 */
final class NodeEvents {
  /** Where Events about what has no namespace of its own are written. */
  private static final String NAMESPACE = "default";

  /** Events a page of a list. */
  private static final long PAGE = 500;

  private final NodeWarnings warnings;
  private final RecordInformer<Event, WarningEvent> informer;

  NodeEvents(KubernetesClient client, Predicate<String> isNode, Supplier<Instant> clock) {
    this.warnings = new NodeWarnings(isNode, clock);
    this.informer =
        new RecordInformer<>(
            "events of nodes",
            client
                .v1()
                .events()
                .inNamespace(NAMESPACE)
                .withField("involvedObject.kind", "Node")
                .withField("type", "Warning")
                .withLimit(PAGE),
            () ->
                new RecordItemStore<>(
                    Event::new,
                    (event, before, now) -> WarningEvent.read(event),
                    warnings.records(),
                    clock,
                    this::warned),
            clock);
  }

  /** What is listed happened at any time before. */
  private void warned(@Nullable WarningEvent before, @Nullable WarningEvent after) {
    if (informer.isListed()) warnings.arrived(before, after);
  }

  RecordInformer<Event, WarningEvent> informer() {
    return informer;
  }

  NodeWarnings warnings() {
    return warnings;
  }
}
