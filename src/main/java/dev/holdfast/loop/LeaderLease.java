package dev.holdfast.loop;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;

/**
 * The lease object of the election. A field that is missing must not end the election: fabric8's
 * own reading throws, and its elector then stops trying without a word.
 */
final class LeaderLease extends LeaseLock {
  private static final ZonedDateTime LONG_AGO =
      ZonedDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

  private final String namespace;
  private final String name;
  private final Duration usualDuration;

  LeaderLease(String namespace, String name, String identity, Duration usualDuration) {
    super(namespace, name, identity);
    this.namespace = namespace;
    this.name = name;
    this.usualDuration = usualDuration;
  }

  @Override
  protected LeaderElectionRecord toRecord(Lease lease) {
    var spec = Objects.requireNonNullElseGet(lease.getSpec(), LeaseSpec::new);
    var seconds = spec.getLeaseDurationSeconds();
    return new LeaderElectionRecord(
        Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
        seconds == null ? usualDuration : Duration.ofSeconds(seconds),
        Objects.requireNonNullElse(spec.getAcquireTime(), LONG_AGO),
        Objects.requireNonNullElse(spec.getRenewTime(), LONG_AGO),
        Objects.requireNonNullElse(spec.getLeaseTransitions(), 0));
  }

  /**
   * Writes that nobody holds it, if we do. The elector's own release sends no holder at all, which
   * in a merge patch leaves the old one standing.
   */
  void giveBack(KubernetesClient client) {
    var lease = client.leases().inNamespace(namespace).withName(name).get();
    if (lease == null || !identity().equals(toRecord(lease).getHolderIdentity())) return;
    lease.getSpec().setHolderIdentity("");
    client.resource(lease).lockResourceVersion().update();
  }

  @Override
  public String describe() {
    return "The lease " + namespace + "/" + name;
  }
}
