package dev.holdfast.kit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What happened since a scene was set, from the API server's audit log: not only its end. */
public final class AuditTrail {
  private final LogTail log;
  private final String scene;
  private final List<AuditEvent> seen = new ArrayList<>();

  /**
   * @param scene its namespace, which its pool of hosts is called by too
   */
  AuditTrail(Path auditLog, String scene) {
    this.log = LogTail.fromNow(auditLog);
    this.scene = scene;
  }

  /** Changes that the operator made to the scene's pods, in their order. */
  public List<AuditEvent> operatorOnPods() {
    return operatorInNamespace().stream()
        .filter(AuditEvent::succeeded)
        .filter(event -> event.resource().startsWith("pods"))
        .toList();
  }

  /** What the operator changed in the scene's namespace, or tried to, in its order. */
  public List<AuditEvent> operatorInNamespace() {
    return operatorAnywhere().stream().filter(event -> event.namespace().equals(scene)).toList();
  }

  /** What the operator changed in the whole cluster, or tried to, in its order. */
  public List<AuditEvent> operatorAnywhere() {
    return changes().filter(AuditEvent::isByOperator).toList();
  }

  /** Names of the pods that the operator removed from the scene, in its order. */
  public List<String> removed() {
    return operatorOnPods().stream().filter(AuditEvent::removesPod).map(AuditEvent::name).toList();
  }

  /** Removals of pods of the scene that the operator asked for, granted or not, in its order. */
  public List<AuditEvent> askedToRemove() {
    return operatorInNamespace().stream().filter(AuditEvent::removesPod).toList();
  }

  /** Deletions by the operator in the scene, with grace or without. */
  public List<AuditEvent> operatorDeletes() {
    return operatorOnPods().stream().filter(event -> event.is("delete", "pods")).toList();
  }

  /** Deletions by the operator that did not wait for the pod's host. */
  public List<AuditEvent> operatorForceDeletes() {
    return operatorDeletes().stream()
        .filter(event -> event.request().path("gracePeriodSeconds").asInt(-1) == 0)
        .toList();
  }

  /** Changes that the operator made to that node, in their order. */
  public List<AuditEvent> operatorOnNode(String node) {
    return onNodes().filter(event -> event.name().equals(node)).toList();
  }

  /** The scene's nodes that the operator changed in any way. */
  public List<String> nodesChangedByOperator() {
    return onNodes().map(AuditEvent::name).distinct().toList();
  }

  /** Nodes that the scheduler gave pods of the scene to since then. */
  public List<String> boundSince(Instant moment) {
    return changes()
        .filter(event -> event.namespace().equals(scene) && event.is("create", "pods/binding"))
        .filter(event -> event.succeeded() && event.answered().isAfter(moment))
        .map(event -> event.request().path("target").path("name").asText())
        .toList();
  }

  private Stream<AuditEvent> onNodes() {
    return operatorAnywhere().stream()
        .filter(event -> event.succeeded() && event.resource().equals("nodes"))
        .filter(event -> event.name().startsWith(scene + "-"));
  }

  /** All that the operator asked the API server for, in its order: looks, lists and changes. */
  public List<AuditEvent> operatorRequests() {
    return all().filter(AuditEvent::isByOperator).toList();
  }

  private Stream<AuditEvent> changes() {
    return all().filter(AuditEvent::isChange);
  }

  /** By the operator, and the scheduler's of this scene; also what was refused. */
  private synchronized Stream<AuditEvent> all() {
    log.fresh().stream().filter(this::matters).map(AuditEvent::parse).forEach(seen::add);
    return List.copyOf(seen).stream();
  }

  private boolean matters(String line) {
    return line.contains(OperatorAccount.USER)
        || line.contains("\"subresource\":\"binding\"") && line.contains(scene);
  }
}
