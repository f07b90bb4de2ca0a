package dev.holdfast.kit;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What happened in one scene, from the API server's audit log: its past, not only its end. */
public final class AuditTrail {
  private final LogTail log;
  private final String scene;
  private final List<AuditEvent> seen = new ArrayList<>();

  /**
   * @param scene its namespace, which its pool of hosts is called by too
   */
  AuditTrail(Path auditLog, String scene) {
    this.log = new LogTail(auditLog);
    this.scene = scene;
  }

  /** Changes that the operator made to the scene's pods, in their order. */
  public List<AuditEvent> operatorOnPods() {
    return changes()
        .filter(AuditEvent::isByOperator)
        .filter(event -> event.namespace().equals(scene))
        .filter(event -> event.resource().startsWith("pods"))
        .toList();
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
        .filter(event -> event.answered().isAfter(moment))
        .map(event -> event.request().path("target").path("name").asText())
        .toList();
  }

  private Stream<AuditEvent> onNodes() {
    return changes()
        .filter(AuditEvent::isByOperator)
        .filter(event -> event.resource().equals("nodes"))
        .filter(event -> event.name().startsWith(scene + "-"));
  }

  /** Those that were accepted. */
  private synchronized Stream<AuditEvent> changes() {
    log.fresh().stream()
        .filter(this::matters)
        .map(AuditEvent::parse)
        .filter(event -> event.isChange() && event.succeeded())
        .forEach(seen::add);
    return List.copyOf(seen).stream();
  }

  private boolean matters(String line) {
    boolean told =
        line.contains(OperatorAccount.USER) || line.contains("\"subresource\":\"binding\"");
    return told && line.contains(scene);
  }
}
