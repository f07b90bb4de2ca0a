package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.APIResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Controllers of kinds that Kubernetes does not bring, read one by one as policies ask for them:
 * they tell how many pods are wanted. Of one that is not known the pods that are there count as
 * wanted.
 */
public final class FurtherOwners {
  private static final Logger log = LoggerFactory.getLogger(FurtherOwners.class);

  /** How old what is known may be: a scaling shows with this delay. */
  private static final Duration REFRESH = Duration.ofSeconds(15);

  /** Each policy has its turn every two minutes at least; what none asks for is forgotten. */
  private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(5);

  /** Before a kind that may not be read is tried again. */
  private static final Duration DENIED_FOR = Duration.ofMinutes(5);

  /** How many are followed, since pods may name any number of owners. */
  private static final int MOST = 1_000;

  private final KubernetesClient client;
  private final OwnerReader reader;
  private final BiConsumer<@Nullable OwnerSignal, @Nullable OwnerSignal> changed;
  private final Map<OwnerKey, Optional<OwnerSignal>> known = new ConcurrentHashMap<>();
  private final Map<OwnerKey, Long> askedAt = new ConcurrentHashMap<>();
  private final Map<String, Long> deniedAt = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("further-owners").factory());

  private record OwnerKey(String namespace, OwnerRef ref) {}

  /**
   * @param changed hears of a controller before and after
   */
  FurtherOwners(
      KubernetesClient client,
      OwnerReader reader,
      BiConsumer<@Nullable OwnerSignal, @Nullable OwnerSignal> changed) {
    this.client = client;
    this.reader = reader;
    this.changed = changed;
  }

  /** What is known of it by now; never waits. It is read soon, and again while it is asked for. */
  public Optional<OwnerSignal> find(String namespace, OwnerRef ref) {
    var key = new OwnerKey(namespace, ref);
    if (!known.containsKey(key) && known.size() >= MOST) return Optional.empty();
    askedAt.put(key, System.nanoTime());
    if (known.putIfAbsent(key, Optional.empty()) == null) thread.execute(() -> refresh(key));
    return known.getOrDefault(key, Optional.empty());
  }

  void start() {
    long period = REFRESH.toMillis();
    var rounds = thread.scheduleWithFixedDelay(this::round, period, period, TimeUnit.MILLISECONDS);
    log.debug("reading further owners: {}", rounds);
  }

  void stop() {
    thread.shutdownNow();
  }

  private void round() {
    known.keySet().removeIf(key -> isOlder(askedAt.get(key), FORGOTTEN_AFTER));
    askedAt.keySet().retainAll(known.keySet());
    deniedAt.values().removeIf(at -> isOlder(at, DENIED_FOR));
    known.keySet().forEach(this::refresh);
  }

  private static boolean isOlder(@Nullable Long nanos, Duration age) {
    return nanos == null || System.nanoTime() - nanos > age.toNanos();
  }

  /** Where the API server does not answer, what was known stays. */
  private void refresh(OwnerKey key) {
    if (!isOlder(deniedAt.get(key.ref().groupKind()), DENIED_FOR)) return;
    try {
      var after = read(key);
      var before = known.replace(key, after);
      if (before != null && !before.equals(after)) {
        changed.accept(before.orElse(null), after.orElse(null));
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) sayDenied(key.ref());
    } catch (RuntimeException e) {
      log.error("{} could not be read; it will be tried again", key, e);
    }
  }

  private Optional<OwnerSignal> read(OwnerKey key) {
    return definition(key.ref())
        .map(kind -> client.genericKubernetesResources(kind).inNamespace(key.namespace()))
        .map(objects -> objects.withName(key.ref().name()).get())
        .filter(object -> key.ref().uid().equals(object.getMetadata().getUid()))
        .flatMap(reader::further);
  }

  /** How the API server serves that kind, if it does. */
  private Optional<ResourceDefinitionContext> definition(OwnerRef ref) {
    @Nullable APIResourceList served = client.getApiResources(ref.apiVersion());
    return served == null
        ? Optional.empty()
        : served.getResources().stream()
            .filter(resource -> resource.getKind().equals(ref.kind()))
            .filter(resource -> resource.getNamespaced() && !resource.getName().contains("/"))
            .findFirst()
            .map(resource -> definition(ref, resource));
  }

  private static ResourceDefinitionContext definition(OwnerRef ref, APIResource resource) {
    int slash = ref.apiVersion().indexOf('/');
    return new ResourceDefinitionContext.Builder()
        .withGroup(ref.apiVersion().substring(0, Math.max(0, slash)))
        .withVersion(ref.apiVersion().substring(slash + 1))
        .withKind(ref.kind())
        .withPlural(resource.getName())
        .withNamespaced(true)
        .build();
  }

  private void sayDenied(OwnerRef ref) {
    if (deniedAt.put(ref.groupKind(), System.nanoTime()) != null) return;
    log.warn(
        "{} may not be read, so that its pods that are there count as all that are wanted:"
            + " a ClusterRole with the label holdfast.dev/aggregate-to-holdfast=true and the"
            + " verb get on that kind mends it",
        ref.groupKind());
  }
}
