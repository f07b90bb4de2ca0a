package dev.holdfast.incident;

import dev.holdfast.signal.WorkloadRef;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A fault of one workload slot, from its detection to its end. It outlives the pods that fill the
 * slot: a restart must not make the ladder forget its rung.
 *
 * @param fault kind of the fault, as it was last seen
 * @param pod name of the pod that was faulty first
 * @param podUid its uid
 * @param occupant uid of the pod that fills the slot now; absent while none does
 * @param node where the faulty pod stood; absent if nowhere
 * @param acts how many steps were done
 * @param bornAfter no pod created before this (the API server's clock) can be the replacement
 * @param retry the last refusal; absent after a step that was not refused
 */
public record Incident(
    String id,
    WorkloadRef slot,
    String fault,
    String cause,
    String pod,
    String podUid,
    @Nullable String occupant,
    @Nullable String node,
    Phases phases,
    LadderPosition ladder,
    int acts,
    Instant bornAfter,
    @Nullable Retry retry,
    Resolution resolution) {

  public boolean isOpen() {
    return resolution == Resolution.OPEN;
  }

  public Incident seenAs(String newFault, String newCause, @Nullable String newNode) {
    return new Incident(
        id,
        slot,
        newFault,
        newCause,
        pod,
        podUid,
        occupant,
        newNode,
        phases,
        ladder,
        acts,
        bornAfter,
        retry,
        resolution);
  }

  public Incident occupiedBy(@Nullable String uid) {
    return new Incident(
        id,
        slot,
        fault,
        cause,
        pod,
        podUid,
        uid,
        node,
        phases,
        ladder,
        acts,
        bornAfter,
        retry,
        resolution);
  }

  public Incident with(LadderPosition newLadder) {
    return new Incident(
        id,
        slot,
        fault,
        cause,
        pod,
        podUid,
        occupant,
        node,
        phases,
        newLadder,
        acts,
        bornAfter,
        retry,
        resolution);
  }

  public Incident decided(Instant now, Instant newest) {
    return new Incident(
        id,
        slot,
        fault,
        cause,
        pod,
        podUid,
        occupant,
        node,
        phases.decided(now),
        ladder,
        acts,
        newest,
        retry,
        resolution);
  }

  public Incident acted(Instant now, Instant deadline) {
    return new Incident(
        id,
        slot,
        fault,
        cause,
        pod,
        podUid,
        occupant,
        node,
        phases.decided(now).acted(now),
        ladder.attempted(deadline),
        acts + 1,
        bornAfter,
        null,
        resolution);
  }

  public Incident refused(Retry newRetry) {
    return new Incident(
        id,
        slot,
        fault,
        cause,
        pod,
        podUid,
        occupant,
        node,
        phases,
        ladder,
        acts,
        bornAfter,
        newRetry,
        resolution);
  }

  public Incident closed(Resolution how, @Nullable Instant readyAt) {
    return new Incident(
        id,
        slot,
        fault,
        cause,
        pod,
        podUid,
        occupant,
        node,
        readyAt == null ? phases : phases.ready(readyAt),
        ladder,
        acts,
        bornAfter,
        null,
        how);
  }
}
