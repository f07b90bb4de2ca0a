package dev.holdfast.sim;

/**
 * The clocks of a history's machines.
 *
 * @param drift nobody keeps them in time
 * @param draw of a course of its own: what else happens does not depend on it
 */
record Clocks(boolean drift, Draw draw) {
  Clock next() {
    return drift ? Clock.any(draw) : Clock.EXACT;
  }
}
