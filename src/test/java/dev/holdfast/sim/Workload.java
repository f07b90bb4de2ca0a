package dev.holdfast.sim;

import dev.holdfast.api.PolicySpec;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What runs pods, and the policy that selects them.
 *
 * @param probed the policy has a probe of its pods
 * @param evidence so long must an outage have lasted, in milliseconds, before the policy's rule
 *     lets a pod be deleted
 * @param spec the policy's, as its author wrote it first
 */
record Workload(
    String name,
    Kind kind,
    int replicas,
    boolean probed,
    long evidence,
    long lostFor,
    PolicyKey key,
    PolicySpec spec) {
  static final String NAMESPACE = "shop";
  static final String LABEL = "app";

  /** Who makes its pods anew. */
  enum Kind {
    DEPLOYMENT,

    /** A Deployment whose pods all write to one volume. */
    WRITER,

    STATEFUL_SET,

    /** Of a kind that Holdfast does not know. */
    CUSTOM
  }

  /** The pods' own controller. */
  OwnerRef controller() {
    return switch (kind) {
      case DEPLOYMENT -> replicaSet();
      case WRITER -> replicaSet();
      case STATEFUL_SET -> ref("apps/v1", "StatefulSet", name);
      case CUSTOM -> ref("example.dev/v1", "Herd", name);
    };
  }

  private OwnerRef deployment() {
    return ref("apps/v1", "Deployment", name);
  }

  private OwnerRef replicaSet() {
    return ref("apps/v1", "ReplicaSet", name + "-rs");
  }

  private static OwnerRef ref(String apiVersion, String kind, String name) {
    return new OwnerRef(apiVersion, kind, name, "uid-" + name);
  }

  /** By uid, as far as Holdfast watches such. */
  Map<String, OwnerSignal> owners() {
    return signals().collect(Collectors.toMap(o -> o.ref().uid(), Function.identity()));
  }

  private Stream<OwnerSignal> signals() {
    return switch (kind) {
      case DEPLOYMENT, WRITER ->
          Stream.of(owner(deployment(), null), owner(replicaSet(), deployment()));
      case STATEFUL_SET -> Stream.of(owner(controller(), null));
      case CUSTOM -> Stream.of();
    };
  }

  private OwnerSignal owner(OwnerRef ref, @Nullable OwnerRef parent) {
    return new OwnerSignal(NAMESPACE, ref, parent, replicas, false, null, false);
  }

  /** In one history no two have a name in common. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Workload workload && workload.name.equals(name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** Names of the volume claims that each pod writes to. */
  List<String> claims() {
    return kind == Kind.WRITER ? List.of("data-" + name) : List.of();
  }
}
