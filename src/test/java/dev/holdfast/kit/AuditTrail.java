package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** What happened in one scene, from the API server's audit log: its past, not only its end. */
public final class AuditTrail {
  private final Path log;
  private final String scene;

  /**
   * @param scene its namespace, which its pool of hosts is called by too
   */
  AuditTrail(Path log, String scene) {
    this.log = log;
    this.scene = scene;
  }

  /** Changes that the operator made to the scene's pods, in their order. */
  public List<AuditEvent> operatorOnPods() {
    return changes(OperatorAccount.USER)
        .filter(event -> event.namespace().equals(scene))
        .filter(event -> event.resource().startsWith("pods"))
        .toList();
  }

  /** What the operator changed in the scene's namespace, or tried to, in its order. */
  public List<AuditEvent> operatorInNamespace() {
    return operatorAnywhere().stream().filter(event -> event.namespace().equals(scene)).toList();
  }

  /** What the operator changed in the whole cluster, or tried to, in its order. */
  public List<AuditEvent> operatorAnywhere() {
    return asked(OperatorAccount.USER).stream().filter(AuditEvent::isByOperator).toList();
  }

  /** Names of the pods that the operator removed from the scene, in its order. */
  public List<String> removed() {
    return operatorOnPods().stream().filter(AuditEvent::removesPod).map(AuditEvent::name).toList();
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
    return changes(OperatorAccount.USER)
        .filter(event -> event.resource().equals("nodes") && event.name().equals(node))
        .toList();
  }

  /** Nodes that the scheduler gave pods of the scene to since then. */
  public List<String> boundSince(Instant moment) {
    return changes("\"subresource\":\"binding\"", scene)
        .filter(event -> event.namespace().equals(scene) && event.is("create", "pods/binding"))
        .filter(event -> event.answered().isAfter(moment))
        .map(event -> event.request().path("target").path("name").asText())
        .toList();
  }

  /** The scene's nodes that the operator changed in any way. */
  public List<String> nodesChangedByOperator() {
    return changes(OperatorAccount.USER)
        .filter(event -> event.resource().equals("nodes"))
        .map(AuditEvent::name)
        .filter(name -> name.startsWith(scene + "-"))
        .distinct()
        .toList();
  }

  /** Changes that were accepted, and whose line holds all these texts. */
  private Stream<AuditEvent> changes(String... texts) {
    return asked(texts).stream().filter(AuditEvent::succeeded);
  }

  private List<AuditEvent> asked(String... texts) {
    try (var lines = Files.lines(log)) {
      return lines
          .filter(line -> line.endsWith("}")) // the last one may still be written
          .filter(line -> Stream.of(texts).allMatch(line::contains))
          .map(AuditEvent::parse)
          .filter(AuditEvent::isChange)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("No audit log", e);
    }
  }
}
