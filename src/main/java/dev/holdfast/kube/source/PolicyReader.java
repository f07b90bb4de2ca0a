package dev.holdfast.kube.source;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.NodeHealthPolicy;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.NodeAnnotations;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads our own resources into records. */
public final class PolicyReader {
  /**
   * Policies a page of a list. Tenants write them, up to the 1.5 MiB that etcd takes of an object;
   * a page is held as bytes and as objects at once, and must fit the heap beside all else.
   */
  public static final long PAGE = 20;

  private PolicyReader() {}

  public static KnownPolicy read(HighAvailabilityPolicy policy) {
    @Nullable PolicySpec written = policy.getSpec();
    var spec = written == null ? PolicySpec.NOT_UNDERSTOOD : written;
    return new KnownPolicy(key(policy), spec, spec.selector().toSelector(), hold(policy));
  }

  public static PolicyKey key(HighAvailabilityPolicy policy) {
    var meta = policy.getMetadata();
    return new PolicyKey(
        meta.getNamespace(),
        meta.getName(),
        meta.getUid(),
        ServerTime.of(meta.getCreationTimestamp()),
        meta.getGeneration() == null ? 0 : meta.getGeneration());
  }

  private static @Nullable String hold(HighAvailabilityPolicy policy) {
    @Nullable Map<String, String> annotations = policy.getMetadata().getAnnotations();
    return annotations == null ? null : Given.brief(annotations.get(NodeAnnotations.HOLD));
  }

  public static NodePolicy read(NodeHealthPolicy policy) {
    @Nullable NodePolicySpec spec = policy.getSpec();
    return new NodePolicy(
        policy.getMetadata().getName(), spec == null ? NodePolicySpec.DEFAULT : spec);
  }
}
