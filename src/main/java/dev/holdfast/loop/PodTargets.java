package dev.holdfast.loop;

import dev.holdfast.api.PolicySpec.Mode;
import dev.holdfast.api.Probe;
import dev.holdfast.api.ProbePort;
import dev.holdfast.kube.source.ClusterSources;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.probe.ProbeKind;
import dev.holdfast.probe.ProbeTarget;
import dev.holdfast.signal.DeclaredPort;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which pods are asked, and what: those that a policy in force selects and wants probed, on a port
 * that they declare, at an address of their own. A pod's address is the word of whoever may write
 * its status: nobody is sent to a node, to this machine or to its link that way.
 */
final class PodTargets {
  private final ClusterSources sources;
  private final Acceptance acceptance;
  private final Bulkhead bulkhead = new Bulkhead();

  PodTargets(ClusterSources sources, Acceptance acceptance) {
    this.sources = sources;
    this.acceptance = acceptance;
  }

  /** A pod of several such policies is asked what the oldest of them wants. */
  Stream<Asked> all() {
    var nodes = addressesOfNodes();
    return policies().flatMap(policy -> ofOne(policy, nodes).stream());
  }

  /** Which want their pods asked, the oldest first. */
  Stream<KnownPolicy> policies() {
    return sources
        .policies()
        .all()
        .filter(policy -> policy.spec().detection().probe() != null)
        .filter(policy -> policy.spec().mode() != Mode.Suspended)
        .filter(policy -> acceptance.refuse(policy).isEmpty())
        .sorted(Comparator.comparing(KnownPolicy::key));
  }

  /** What one tenant wrote keeps nobody else's pods from being asked. */
  private List<Asked> ofOne(KnownPolicy policy, Set<String> nodes) {
    return bulkhead.get(
        "the probe of policy " + policy.key(), () -> of(policy, nodes).toList(), List::of);
  }

  private Set<String> addressesOfNodes() {
    return sources.nodes().all().stream()
        .map(NodeSignal::kubelet)
        .filter(Objects::nonNull)
        .map(kubelet -> kubelet.address())
        .collect(Collectors.toSet());
  }

  private Stream<Asked> of(KnownPolicy policy, Set<String> nodes) {
    var probe = Objects.requireNonNull(policy.spec().detection().probe());
    return running(policy)
        .filter(pod -> !pod.shape().isOnHostNetwork())
        .filter(pod -> isItsOwn(pod.address(), nodes))
        .flatMap(pod -> of(pod, probe).stream());
  }

  /** Its pods that could be asked. */
  Stream<PodSignal> running(KnownPolicy policy) {
    return sources.pods().selected(policy.key().namespace(), policy.selector()).stream()
        .filter(pod -> pod.phase() == PodPhase.RUNNING && !pod.isDeleting());
  }

  private static boolean isItsOwn(@Nullable String address, Set<String> nodes) {
    if (address == null || nodes.contains(address)) return false;
    var parsed = new IPAddressString(address).getAddress();
    return parsed != null && !parsed.isMultiple() && isOfTheNetwork(parsed);
  }

  private static boolean isOfTheNetwork(IPAddress address) {
    return !address.isLoopback()
        && !address.isLinkLocal()
        && !address.isMulticast()
        && !address.isAnyLocal();
  }

  private static Optional<Asked> of(PodSignal pod, Probe probe) {
    var port = port(pod, wanted(probe));
    if (port.isEmpty()) return Optional.empty();
    var target =
        new ProbeTarget(
            pod.uid(),
            Objects.requireNonNull(pod.address()),
            port.get(),
            kind(probe),
            probe.period().value(),
            probe.timeout().value());
    return Optional.of(new Asked(target, probe.failureThreshold()));
  }

  private static ProbePort wanted(Probe probe) {
    if (probe.httpGet() != null) return probe.httpGet().port();
    if (probe.tcpSocket() != null) return probe.tcpSocket().port();
    return Objects.requireNonNull(probe.grpc(), "the schema demands one of three").port();
  }

  private static Optional<Integer> port(PodSignal pod, ProbePort wanted) {
    return pod.shape().ports().stream()
        .filter(port -> wanted.isMeant(port.name(), port.number()))
        .map(DeclaredPort::number)
        .findFirst();
  }

  private static ProbeKind kind(Probe probe) {
    var get = probe.httpGet();
    if (get != null) {
      var headers =
          get.httpHeaders().stream()
              .map(header -> new ProbeKind.Header(header.name(), header.value()))
              .toList();
      return new ProbeKind.HttpGet(get.scheme() == Probe.Scheme.HTTPS, get.path(), headers);
    }
    return probe.grpc() != null
        ? new ProbeKind.Grpc(probe.grpc().service())
        : new ProbeKind.TcpSocket();
  }
}
