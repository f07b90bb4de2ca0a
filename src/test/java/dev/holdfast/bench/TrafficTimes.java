package dev.holdfast.bench;

import dev.holdfast.kit.net.Traffic;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Stamps, on this process's monotonic clock, when traffic stops going to addresses, as the watch of
 * EndpointSlices brings it.
 */
final class TrafficTimes implements AutoCloseable, ResourceEventHandler<EndpointSlice> {
  private final SharedIndexInformer<EndpointSlice> informer;
  private final Map<String, Set<String>> ready = new HashMap<>();
  private final Map<Left, Long> left = new HashMap<>();

  private record Left(String service, String address) {}

  TrafficTimes(KubernetesClient client) {
    this.informer =
        client.discovery().v1().endpointSlices().inNamespace(LostArena.NAMESPACE).inform(this);
  }

  @Override
  public void onAdd(EndpointSlice slice) {
    see(slice, Traffic.ready(slice), System.nanoTime());
  }

  @Override
  public void onUpdate(EndpointSlice before, EndpointSlice now) {
    see(now, Traffic.ready(now), System.nanoTime());
  }

  @Override
  public void onDelete(EndpointSlice slice, boolean unknown) {
    see(slice, Set.of(), System.nanoTime());
  }

  /** One slice is enough for each service here. */
  private synchronized void see(EndpointSlice slice, Set<String> now, long at) {
    var service = Traffic.service(slice);
    var gone = new HashSet<>(ready.getOrDefault(service, Set.of()));
    gone.removeAll(now);
    gone.forEach(address -> left.put(new Left(service, address), at));
    ready.put(service, now);
  }

  /** Addresses that traffic goes to. */
  synchronized Set<String> to(String service) {
    return Set.copyOf(ready.getOrDefault(service, Set.of()));
  }

  /** {@link System#nanoTime} when the last of them got no traffic any more. */
  synchronized Optional<Long> left(String service, Set<String> addresses) {
    var times = addresses.stream().map(address -> left.get(new Left(service, address))).toList();
    return times.contains(null) ? Optional.empty() : times.stream().max(Long::compareTo);
  }

  @Override
  public void close() {
    informer.close();
  }
}
