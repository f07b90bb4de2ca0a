package dev.holdfast.incident;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong in a slot, and with which pod.
 *
 * @param fault kind of the fault, as it was last seen
 * @param pod name of the pod that was faulty first
 * @param podUid its uid
 * @param occupant uid of the pod that fills the slot now; absent while none does
 * @param node where the faulty pod stood; absent if nowhere
 */
public record Sighting(
    String fault,
    String cause,
    String pod,
    String podUid,
    @Nullable String occupant,
    @Nullable String node) {

  Sighting seenAs(String newFault, String newCause, @Nullable String newNode) {
    return new Sighting(newFault, newCause, pod, podUid, occupant, newNode);
  }

  Sighting occupiedBy(@Nullable String uid) {
    return new Sighting(fault, cause, pod, podUid, uid, node);
  }
}
