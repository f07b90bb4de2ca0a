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
import dev.holdfast.signal.PodPhase;
import dev.holdfast.signal.PodSignal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which pods are asked, and what: those that a policy in force selects and wants probed, on a port
 * that they declare, at an address of their own: nobody is sent to a node, to this machine or to
 * its link by what a pod's status says. Used by one thread.
 */
final class PodTargets {
  private final ClusterSources sources;
  private final Acceptance acceptance;
  private final Bulkhead bulkhead = new Bulkhead();
  private PodAddresses addresses = PodAddresses.NO_NODES;

  PodTargets(ClusterSources sources, Acceptance acceptance) {
    this.sources = sources;
    this.acceptance = acceptance;
  }

  /** A pod of several such policies is asked what the oldest of them wants that can. */
  PodClaims claims() {
    addresses = addresses.besides(sources.nodes().all());
    var claims = new PodClaims();
    policies().forEach(policy -> claim(policy, claims));
    return claims;
  }

  /** In force and wanting their pods asked, the oldest of a namespace first. */
  private Stream<KnownPolicy> policies() {
    return sources
        .policies()
        .counted()
        .filter(policy -> policy.spec().detection().probe() != null)
        .filter(policy -> policy.spec().mode() != Mode.Suspended)
        .filter(policy -> acceptance.refuse(policy).isEmpty());
  }

  private void claim(KnownPolicy policy, PodClaims claims) {
    var free = running(policy).filter(claims::isFree).toList();
    claims.add(policy, free, wanted(policy, free, claims.room(policy.key().namespace())));
  }

  /** What one tenant wrote keeps nobody else's pods from being asked. */
  private List<Asked> wanted(KnownPolicy policy, List<PodSignal> free, int room) {
    return bulkhead.get(
        "the probe of policy " + policy.key(),
        () -> of(policy, free).limit(room).toList(),
        List::of);
  }

  private Stream<Asked> of(KnownPolicy policy, List<PodSignal> pods) {
    var probe = Objects.requireNonNull(policy.spec().detection().probe());
    return pods.stream()
        .filter(pod -> !pod.shape().isOnHostNetwork())
        .flatMap(pod -> of(pod, probe).stream());
  }

  /** Sorted by name: every replica asks the same ones, where there are too many. */
  private Stream<PodSignal> running(KnownPolicy policy) {
    return sources.pods().selected(policy.key().namespace(), policy.selector()).stream()
        .filter(pod -> pod.phase() == PodPhase.RUNNING && !pod.isDeleting());
  }

  private Optional<Asked> of(PodSignal pod, Probe probe) {
    return port(pod, wanted(probe))
        .flatMap(port -> addresses.own(pod.address()).map(own -> of(pod, own, port, probe)));
  }

  private static Asked of(PodSignal pod, String address, int port, Probe probe) {
    var target =
        new ProbeTarget(
            pod.uid(), address, port, kind(probe), probe.period().value(), probe.timeout().value());
    return new Asked(target, probe.failureThreshold());
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
