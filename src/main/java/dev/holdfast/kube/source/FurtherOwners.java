package dev.holdfast.kube.source;

import dev.holdfast.kube.source.FollowedOwners.OwnerKey;
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
import java.util.Objects;
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

  private final KubernetesClient client;
  private final OwnerReader reader;
  private final BiConsumer<@Nullable OwnerSignal, @Nullable OwnerSignal> changed;
  private final FollowedOwners followed = new FollowedOwners();
  private final Map<Kind, Long> deniedAt = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("further-owners").factory());

  /** Rights may differ between namespaces, and no tenant can make a kind look denied to others. */
  private record Kind(String namespace, String groupKind) {
    static Kind of(OwnerKey key) {
      return new Kind(key.namespace(), key.ref().groupKind());
    }
  }

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
    if (!OwnerPath.isSound(ref)) return Optional.empty();
    var key = new OwnerKey(namespace, ref);
    if (followed.ask(key, System.nanoTime())) thread.execute(() -> refresh(key));
    return followed.find(key);
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
    followed.forget(System.nanoTime() - FORGOTTEN_AFTER.toNanos());
    deniedAt.values().removeIf(FurtherOwners::isOver);
    followed.all().forEach(this::refresh);
  }

  private static boolean isOver(long denied) {
    return System.nanoTime() - denied > DENIED_FOR.toNanos();
  }

  private boolean isDenied(OwnerKey key) {
    return Optional.ofNullable(deniedAt.get(Kind.of(key))).filter(at -> !isOver(at)).isPresent();
  }

  /** Where the API server does not answer, what was known stays. */
  private void refresh(OwnerKey key) {
    if (isDenied(key)) return;
    try {
      @Nullable OwnerSignal after = read(key).orElse(null);
      followed
          .learn(key, after)
          .filter(before -> !Objects.equals(before.owner(), after))
          .ifPresent(before -> changed.accept(before.owner(), after));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) deny(key);
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

  /** Said once for each kind, in however many namespaces it is so. */
  private void deny(OwnerKey key) {
    var kind = Kind.of(key);
    boolean said = deniedAt.keySet().stream().anyMatch(k -> k.groupKind().equals(kind.groupKind()));
    deniedAt.put(kind, System.nanoTime());
    if (said) return;
    log.warn(
        "{} may not be read in namespace {}, so that its pods that are there count as all that are"
            + " wanted: a ClusterRole with the label holdfast.dev/aggregate-to-holdfast=true and"
            + " the verb get on that kind mends it",
        kind.groupKind(),
        kind.namespace());
  }
}
