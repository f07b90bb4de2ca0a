package dev.holdfast.plan;

import dev.holdfast.signal.NodeWarning;

/** Breaks a rule of the architecture on purpose: what anybody may forge decides nothing. */
public final class BelievesARumour {
  boolean mayMove(NodeWarning warning) {
    return warning.times() == 0;
  }
}
