package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** All pods, by the answered changes; those that are gone are remembered. */
final class PodBook {
  private final Map<String, Entry> newest = new HashMap<>();
  private final Map<String, PodFacts> byUid = new HashMap<>();

  private record Entry(Past<PodFacts> past, long version, boolean gone) {}

  void take(AuditEvent change) {
    if (!change.succeeded()) return;
    switch (change.verb() + " " + change.resource()) {
      case "create pods/binding" -> bind(change);
      case "create pods/eviction" -> delete(change);
      default -> see(change);
    }
  }

  private void bind(AuditEvent change) {
    var target = change.request().path("target").path("name").asText();
    update(change, pod -> pod.boundTo(target));
  }

  private void delete(AuditEvent change) {
    update(change, PodFacts::deleted);
  }

  private void update(AuditEvent change, java.util.function.UnaryOperator<PodFacts> how) {
    var entry = newest.get(change.namespace() + "/" + change.name());
    if (entry == null) return;
    entry.past().become(how.apply(entry.past().now()), change.answered());
    byUid.put(entry.past().now().uid(), entry.past().now());
  }

  private void see(AuditEvent change) {
    var object = change.response();
    if (!object.has("spec") || Json.uid(object).isEmpty()) return;
    var pod = PodFacts.of(object);
    long version = object.path("metadata").path("resourceVersion").asLong();
    boolean gone = change.verb().equals("delete") && isLast(change);
    var known = newest.get(pod.key());
    byUid.put(pod.uid(), pod);
    if (known == null || !known.past().now().uid().equals(pod.uid())) {
      newest.put(pod.key(), new Entry(new Past<>(pod, change.answered()), version, gone));
    } else if (version >= known.version()) {
      known.past().become(pod, change.answered());
      newest.put(pod.key(), new Entry(known.past(), version, gone || known.gone()));
    }
  }

  /** No grace is left: the object goes with this call. */
  private static boolean isLast(AuditEvent change) {
    return change.response().path("metadata").path("deletionGracePeriodSeconds").asInt(-1) == 0;
  }

  Optional<PodFacts> get(String namespace, String name) {
    return Optional.ofNullable(newest.get(namespace + "/" + name)).map(e -> e.past().now());
  }

  Optional<PodFacts> byUid(String uid) {
    return Optional.ofNullable(byUid.get(uid));
  }

  Stream<PodFacts> there() {
    return newest.values().stream().filter(e -> !e.gone()).map(e -> e.past().now());
  }

  /** Those that are gone too: whoever acted may not have known. */
  Stream<PodFacts> thereOrGone() {
    return newest.values().stream().map(e -> e.past().now());
  }

  /** Ready for so long up to the moment, without a break. */
  boolean wasReadyFor(Duration time, PodFacts pod, Instant moment) {
    return wasFor(time, pod, moment, p -> p.ready() && !p.deleting());
  }

  /** Not ready, or on its way out, for so long. */
  boolean wasAwayFor(Duration time, PodFacts pod, Instant moment) {
    return wasFor(time, pod, moment, p -> !p.ready() || p.deleting());
  }

  private boolean wasFor(
      Duration time, PodFacts pod, Instant at, java.util.function.Predicate<PodFacts> state) {
    var entry = newest.get(pod.key());
    return entry != null && entry.past().wasFor(time, at, state);
  }
}
