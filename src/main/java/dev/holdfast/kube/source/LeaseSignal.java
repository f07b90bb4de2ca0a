package dev.holdfast.kube.source;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node's lease.
 *
 * @param stamp its renewTime as written, to compare, never to subtract from; absent when unwritten
 * @param renewedAt when we saw the stamp change last
 */
public record LeaseSignal(String name, @Nullable String stamp, Instant renewedAt) {

  /** The same record as before when the lease was not renewed. */
  static LeaseSignal read(Lease lease, @Nullable LeaseSignal before, Instant now) {
    var stamp = stamp(lease);
    if (before != null && Objects.equals(before.stamp, stamp)) return before;
    return new LeaseSignal(Given.text(Given.metadata(lease).getName()), stamp, now);
  }

  /** The renewTime of a lease, as text. */
  public static @Nullable String stamp(Lease lease) {
    var spec = lease.getSpec();
    return spec == null || spec.getRenewTime() == null ? null : spec.getRenewTime().toString();
  }
}
