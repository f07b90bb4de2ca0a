package dev.holdfast.chaos;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;

/** Sees what goes between the replicas of one control plane and its API server. */
interface Passage {
  /** Before a call is passed on. */
  Fate decide(Seat seat, ApiCall call);

  /** Whether an event of a watch reaches the replica. */
  boolean keeps(Seat seat, ApiCall watch, String event);
}
