package dev.holdfast.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a policy remembers between passes; it lives in the policy's status, written by one
 * compare-and-set.
 *
 * @param incidents all open ones, and the last {@link #CLOSED_KEPT} closed ones, the oldest first
 * @param intents recorded and not yet settled
 * @param history how incidents ended, also those that are not kept
 */
public record PolicyMemory(List<Incident> incidents, List<Intent> intents, History history) {
  /** Closed incidents that are kept for people to read. */
  public static final int CLOSED_KEPT = 10;

  public static final PolicyMemory EMPTY = new PolicyMemory(List.of(), List.of(), History.EMPTY);

  public PolicyMemory {
    incidents = List.copyOf(incidents);
    intents = List.copyOf(intents);
  }

  public List<Incident> open() {
    return incidents.stream().filter(Incident::isOpen).toList();
  }

  public Optional<Intent> intentOf(Incident incident) {
    return intents.stream().filter(i -> i.incident().equals(incident.id())).findFirst();
  }

  /** What is still to be done, without what only tells how it went before. */
  public PolicyMemory withoutHistory() {
    return new PolicyMemory(incidents, intents, History.EMPTY);
  }

  /** Without closed incidents beyond those that are kept. */
  public PolicyMemory trimmed() {
    long closed = incidents.stream().filter(i -> !i.isOpen()).count();
    var kept = new ArrayList<Incident>();
    for (var incident : incidents) {
      if (!incident.isOpen() && closed > CLOSED_KEPT) closed--;
      else kept.add(incident);
    }
    return new PolicyMemory(kept, intents, history);
  }
}
