package dev.holdfast.kit.oracle;

import dev.holdfast.kit.AuditEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * All pods, by the answered changes; those that are gone are remembered. Versions tell their order:
 * the log tells of a deletion after the first deeds of a successor of the same name.
 */
final class PodBook {
  private final Map<String, Entry> byUid = new HashMap<>();
  private final Map<String, String> newestUid = new HashMap<>();

  private record Entry(Past<PodFacts> past, long version, boolean gone) {
    PodFacts now() {
      return past.now();
    }
  }

  void take(AuditEvent change) {
    if (!change.succeeded()) return;
    switch (change.verb() + " " + change.resource()) {
      case "create pods/binding" -> bind(change);
      case "create pods/eviction" -> update(change, PodFacts::deleted);
      default -> see(change);
    }
  }

  private void bind(AuditEvent change) {
    var target = change.request().path("target").path("name").asText();
    update(change, pod -> pod.boundTo(target));
  }

  private void update(AuditEvent change, UnaryOperator<PodFacts> how) {
    newest(change.namespace() + "/" + change.name())
        .ifPresent(entry -> entry.past().become(how.apply(entry.now()), change.answered()));
  }

  private void see(AuditEvent change) {
    var object = change.response();
    if (!object.has("spec") || Json.uid(object).isEmpty()) return;
    var pod = PodFacts.of(object);
    long version = object.path("metadata").path("resourceVersion").asLong();
    boolean newest = newest(pod.key()).map(entry -> version >= entry.version()).orElse(true);
    see(pod, version, change);
    if (newest) newestUid.put(pod.key(), pod.uid());
  }

  private void see(PodFacts pod, long version, AuditEvent change) {
    boolean gone = change.verb().equals("delete") && isLast(change);
    var known = byUid.get(pod.uid());
    if (known == null) {
      byUid.put(pod.uid(), new Entry(new Past<>(pod, change.answered()), version, gone));
    } else if (version >= known.version()) {
      known.past().become(pod, change.answered());
      byUid.put(pod.uid(), new Entry(known.past(), version, gone || known.gone()));
    } else if (gone) {
      byUid.put(pod.uid(), new Entry(known.past(), known.version(), true));
    }
  }

  /** No grace is left: the object goes with this call. */
  private static boolean isLast(AuditEvent change) {
    return change.response().path("metadata").path("deletionGracePeriodSeconds").asInt(-1) == 0;
  }

  private Optional<Entry> newest(String key) {
    return Optional.ofNullable(newestUid.get(key)).map(byUid::get).filter(Objects::nonNull);
  }

  /** The newest of that name. */
  Optional<PodFacts> get(String namespace, String name) {
    return newest(namespace + "/" + name).map(Entry::now);
  }

  Optional<PodFacts> byUid(String uid) {
    return Optional.ofNullable(byUid.get(uid)).map(Entry::now);
  }

  /** It is there, and nobody has sent it away. */
  boolean stands(String uid) {
    var entry = byUid.get(uid);
    return entry != null && !entry.gone() && !entry.now().deleting();
  }

  Stream<PodFacts> there() {
    return byUid.values().stream().filter(e -> !e.gone()).map(Entry::now);
  }

  /** Those that are gone too: whoever acted may not have known. */
  Stream<PodFacts> thereOrGone() {
    return byUid.values().stream().map(Entry::now);
  }

  /** Ready for so long up to the moment, without a break. */
  boolean wasReadyFor(Duration time, PodFacts pod, Instant moment) {
    return wasFor(time, pod, moment, p -> p.ready() && !p.deleting());
  }

  boolean wasVetoedFor(Duration time, PodFacts pod, Instant moment) {
    return wasFor(time, pod, moment, PodFacts::vetoed);
  }

  /** Not ready, or on its way out, for so long. */
  boolean wasAwayFor(Duration time, PodFacts pod, Instant moment) {
    return wasFor(time, pod, moment, p -> !p.ready() || p.deleting());
  }

  /** On its way out for so long. */
  boolean wasGoingFor(Duration time, PodFacts pod, Instant moment) {
    return wasFor(time, pod, moment, PodFacts::deleting);
  }

  private boolean wasFor(Duration time, PodFacts pod, Instant at, Predicate<PodFacts> state) {
    var entry = byUid.get(pod.uid());
    return entry != null && entry.past().wasFor(time, at, state);
  }
}
