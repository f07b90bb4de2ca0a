package dev.holdfast.kit;

import java.time.Instant;

/** How a host stands; what its containers do is not what the API says. */
public enum HostState {
  /** The kubelet runs, the port answers. */
  UP,
  /** No power: the port is silent, nothing runs. */
  OFF,
  /** Behind a cut: the port is silent, the containers run on. */
  CUT_OFF,
  /** The kubelet is dead: the port refuses, the containers run on. */
  KUBELET_DEAD,
  /** The kubelet is stopped: the port accepts and answers nothing, the containers run on. */
  FROZEN;

  /** A host's state since a moment of the wall clock. */
  public record Since(HostState state, Instant at) {}
}
