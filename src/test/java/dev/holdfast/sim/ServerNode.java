package dev.holdfast.sim;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.signal.ConditionSignal;
import dev.holdfast.signal.NodeAnnotations;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.Resources;
import dev.holdfast.signal.TaintSignal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A node object and its lease, as the API server stores them. */
final class ServerNode {
  /** How many pods it takes. */
  static final String ROOM = "110";

  private static final Resources ROOMY = new Resources(Map.of("pods", 110_000L));

  final String name;
  final String uid;
  final Map<String, String> labels;
  final Map<String, String> annotations = new HashMap<>();
  final List<TaintSignal> taints = new ArrayList<>();
  String bootId;
  boolean cordoned;
  long renewedAt;
  long version;
  private final Map<String, String> conditions = new LinkedHashMap<>();
  private String ready = "True";
  private Instant readySince = Agenda.instant(-Agenda.HOUR);
  private Instant confirmedAt = Instant.EPOCH;
  private Instant saidAt;

  ServerNode(Host host, long renewedAt) {
    this.name = host.name();
    this.bootId = host.bootId();
    this.renewedAt = renewedAt;
    this.uid = "uid-" + name;
    this.saidAt = Agenda.instant(-Agenda.HOUR);
    this.labels =
        Map.of(NodeSignal.ZONE, host.place.zone(), "rack", host.place.rack(), "pool", host.pool);
  }

  /** The kubelet writes what its own clock says. */
  void renew(long now, Clock by) {
    renewedAt = now;
    saidAt = by.at(now);
  }

  /** When it was renewed last, as its kubelet says. */
  Instant saidAt() {
    return saidAt;
  }

  /** As somebody patched it. */
  void become(JsonNode object) {
    version++;
    annotations.clear();
    object
        .path("metadata")
        .path("annotations")
        .properties()
        .forEach(e -> annotations.put(e.getKey(), e.getValue().asText()));
    taints.clear();
    object.path("spec").path("taints").forEach(taint -> taints.add(taint(taint)));
  }

  private static TaintSignal taint(JsonNode taint) {
    return new TaintSignal(
        taint.path("key").asText(), taint.path("value").asText(), taint.path("effect").asText());
  }

  String ready() {
    return ready;
  }

  boolean saysReady() {
    return ready.equals("True");
  }

  /** By whoever says so, at that time. */
  void ready(String is, Instant at) {
    if (!is.equals(ready)) readySince = at.truncatedTo(ChronoUnit.SECONDS);
    ready = is;
  }

  Instant readySince() {
    return readySince;
  }

  /** What an agent says of it. */
  void condition(String type, String status) {
    conditions.put(type, status);
  }

  Map<String, String> conditions() {
    return conditions;
  }

  /** An administrator says that the machine with that boot does not run. */
  void confirmDead(String boot, Instant at) {
    annotations.put(NodeAnnotations.CONFIRMED_DEAD, boot);
    confirmedAt = at.truncatedTo(ChronoUnit.SECONDS);
  }

  boolean isConfirmed() {
    return annotations.containsKey(NodeAnnotations.CONFIRMED_DEAD);
  }

  Instant confirmedAt() {
    return confirmedAt;
  }

  boolean repels() {
    return cordoned || taints.stream().anyMatch(TaintSignal::repels);
  }

  /** As it is now, with times of the server's own. */
  NodeSignal signal() {
    var since = Agenda.instant(renewedAt);
    return new NodeSignal(
        name,
        uid,
        bootId,
        since,
        labels,
        annotations,
        taints,
        cordoned,
        signals(since),
        ROOMY,
        stamp(),
        since,
        isConfirmed() && confirmedAt.isBefore(readySince),
        List.of(),
        null);
  }

  private Map<String, ConditionSignal> signals(Instant since) {
    var all = new HashMap<String, ConditionSignal>();
    conditions.forEach((type, is) -> all.put(type, new ConditionSignal(type, is, "", since)));
    all.put(NodeSignal.READY, new ConditionSignal(NodeSignal.READY, ready, "", since));
    return all;
  }

  /** As the client reads it. */
  String stamp() {
    return saidAt.atZone(ZoneOffset.UTC).toString();
  }
}
