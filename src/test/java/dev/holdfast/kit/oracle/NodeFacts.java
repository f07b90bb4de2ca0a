package dev.holdfast.kit.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** One node, by the answered changes of its object and the renewals of its lease. */
final class NodeFacts {
  static final String TAINT = "holdfast.dev/unhealthy";
  static final String MARKED = "holdfast.dev/marked";
  static final String CONFIRMED = "holdfast.dev/confirmed-dead";
  private static final int RENEWALS = 40;
  private static final int TOLD = 6;

  private final Past<State> past;
  private final Deque<Instant> renewals = new ArrayDeque<>();

  /**
   * As one answer showed it.
   *
   * @param ready status of its condition
   * @param vetoed its owner asks to leave it alone
   * @param conditions all conditions' status by type
   */
  record State(
      boolean tainted,
      String mark,
      boolean confirmedDead,
      boolean vetoed,
      boolean cordoned,
      String ready,
      Map<String, String> labels,
      Map<String, String> conditions) {
    static State of(JsonNode node) {
      var annotations = node.path("metadata").path("annotations");
      var word = annotations.path(CONFIRMED).asText("");
      var boot = node.path("status").path("nodeInfo").path("bootID").asText("");
      return new State(
          Json.elements(node.path("spec").path("taints"))
              .anyMatch(taint -> taint.path("key").asText().equals(TAINT)),
          annotations.path(MARKED).asText(""),
          !word.isEmpty() && word.equals(boot),
          annotations.has(Vetoed.ANNOTATION),
          node.path("spec").path("unschedulable").asBoolean(),
          Json.condition(node, "Ready"),
          Json.texts(node.path("metadata").path("labels")),
          conditions(node));
    }

    private static Map<String, String> conditions(JsonNode node) {
      var types = new java.util.HashMap<String, String>();
      Json.elements(node.path("status").path("conditions"))
          .forEach(c -> types.put(c.path("type").asText(), c.path("status").asText()));
      return Map.copyOf(types);
    }

    String zone() {
      return labels.getOrDefault("topology.kubernetes.io/zone", "");
    }

    boolean isSteered() {
      return mark.startsWith("Steering");
    }
  }

  NodeFacts(State state, Instant at) {
    this.past = new Past<>(state, at);
  }

  Past<State> past() {
    return past;
  }

  State now() {
    return past.now();
  }

  void renewed(Instant at) {
    renewals.addLast(at);
    if (renewals.size() > RENEWALS) renewals.removeFirst();
  }

  boolean renewedBetween(Instant from, Instant to) {
    return renewals.stream().anyMatch(at -> at.isAfter(from) && at.isBefore(to));
  }

  /** For who reads of a misdeed: the newest last, as many as tell the story. */
  List<Instant> lastRenewals() {
    return renewals.stream().skip(Math.max(0, renewals.size() - TOLD)).toList();
  }

  /** Not Ready, or its lease is silent for so long, as far as its renewals were ever seen. */
  boolean isDown(Duration silence, Instant at) {
    return !now().ready().equals("True")
        || !renewals.isEmpty() && !renewedBetween(at.minus(silence), at);
  }
}
