package dev.holdfast.probe;

/** What a target is asked. */
public sealed interface ProbeKind {

  /** A kubelet's own port, over a connection that stands. */
  record NodeKubelet() implements ProbeKind {}
}
