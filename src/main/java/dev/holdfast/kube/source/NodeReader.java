package dev.holdfast.kube.source;

import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.Endpoint;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.TaintSignal;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeDaemonEndpoints;
import io.fabric8.kubernetes.api.model.NodeSpec;
import io.fabric8.kubernetes.api.model.NodeStatus;
import io.fabric8.kubernetes.api.model.NodeSystemInfo;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** From a node, and the record that was kept of it, to its record; its lease comes apart. */
public final class NodeReader implements Reading<Node, NodeSignal> {
  private static final String INTERNAL_IP = "InternalIP";
  private static final Set<String> ADDRESSES = Set.of(INTERNAL_IP, "ExternalIP");

  /** More than the machines of any cloud have: two families, inside and outside. */
  private static final int MOST_ADDRESSES = 16;

  private final Interner interner;

  NodeReader(Interner interner) {
    this.interner = interner;
  }

  /** A reader of its own, for objects that are looked at and not kept. */
  public NodeReader() {
    this(new Interner());
  }

  @Override
  public NodeSignal read(Node node, @Nullable NodeSignal namesake, Instant now) {
    var meta = Given.metadata(node);
    var spec = Given.part(node.getSpec(), NodeSpec::new);
    var status = Given.part(node.getStatus(), NodeStatus::new);
    var uid = Given.text(meta.getUid());
    var before = namesake != null && namesake.uid().equals(uid) ? namesake : null;
    return new NodeSignal(
        interner.text(meta.getName()),
        uid,
        Given.text(Given.part(status.getNodeInfo(), NodeSystemInfo::new).getBootID()),
        before == null ? now : before.seenAt(),
        interner.map(meta.getLabels()),
        kept(Given.map(meta.getAnnotations())),
        Given.each(spec.getTaints()).map(NodeReader::taint).toList(),
        Given.flag(spec.getUnschedulable()),
        conditions(status, before, now),
        interner.same(Amounts.of(status.getAllocatable())),
        before == null ? null : before.leaseStamp(),
        before == null ? now : before.leaseRenewedAt(),
        AdministratorsWord.isOld(meta, status),
        addresses(status),
        kubelet(status));
  }

  private static List<String> addresses(NodeStatus status) {
    return Given.each(status.getAddresses())
        .filter(address -> ADDRESSES.contains(Given.text(address.getType())))
        .map(address -> Given.text(address.getAddress()))
        .limit(MOST_ADDRESSES)
        .toList();
  }

  private static @Nullable Endpoint kubelet(NodeStatus status) {
    var endpoints = Given.part(status.getDaemonEndpoints(), NodeDaemonEndpoints::new);
    int port = Given.number(kubeletPort(endpoints), 0);
    if (port <= 0) return null;
    return Given.each(status.getAddresses())
        .filter(address -> INTERNAL_IP.equals(address.getType()))
        .map(address -> new Endpoint(Given.text(address.getAddress()), port))
        .findFirst()
        .orElse(null);
  }

  private static @Nullable Integer kubeletPort(NodeDaemonEndpoints endpoints) {
    return endpoints.getKubeletEndpoint() == null ? null : endpoints.getKubeletEndpoint().getPort();
  }

  private static Map<String, String> kept(Map<String, String> annotations) {
    return annotations.entrySet().stream()
        .filter(e -> NodeAnnotations.KEPT.contains(e.getKey()))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** As the API object has it; its {@code timeAdded} is another clock's. */
  public static TaintSignal taint(Taint taint) {
    return new TaintSignal(
        Given.text(taint.getKey()), Given.text(taint.getValue()), Given.text(taint.getEffect()));
  }

  private Map<String, ConditionSignal> conditions(
      NodeStatus status, @Nullable NodeSignal before, Instant now) {
    var old = before == null ? Map.<String, ConditionSignal>of() : before.conditions();
    return Given.each(status.getConditions())
        .map(condition -> condition(condition, old, now))
        .collect(Collectors.toUnmodifiableMap(ConditionSignal::type, c -> c, (a, b) -> b));
  }

  private ConditionSignal condition(
      NodeCondition condition, Map<String, ConditionSignal> old, Instant now) {
    var type = interner.text(condition.getType());
    var status = interner.text(condition.getStatus());
    var known = old.get(type);
    var since = known != null && known.status().equals(status) ? known.since() : now;
    var reason = interner.text(Given.brief(condition.getReason()));
    return new ConditionSignal(type, status, reason, since);
  }
}
