package dev.holdfast.ledger;

/**
 * How many pods there are beyond those that are promised, and beyond those that are wanted.
 *
 * @param promised negative when some are missing
 * @param wanted negative when some are missing
 * @param planned above zero while what is missing is being maintained
 */
record Margin(int promised, int wanted, int planned) {
  static final Margin NONE = new Margin(0, 0, 0);

  static Margin ofPods(int count) {
    return new Margin(count, count, 0);
  }

  Margin plus(Margin more) {
    return new Margin(promised + more.promised, wanted + more.wanted, planned + more.planned);
  }

  Margin minus(Margin less) {
    return new Margin(promised - less.promised, wanted - less.wanted, planned - less.planned);
  }

  /** What of a step makes it worse. */
  Margin losses() {
    return new Margin(Math.min(promised, 0), Math.min(wanted, 0), Math.min(planned, 0));
  }

  /** What of a step makes it better. */
  Margin gains() {
    return minus(losses());
  }

  Service service() {
    if (promised >= 0) return wanted >= 0 ? Service.UP : Service.DEGRADED;
    return planned > 0 ? Service.PLANNED : Service.DOWN;
  }
}
