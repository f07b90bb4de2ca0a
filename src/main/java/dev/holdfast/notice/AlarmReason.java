package dev.holdfast.notice;

/** What people are alarmed of; each has a page of its own in {@code docs/runbooks/}. */
public enum AlarmReason {
  /** Pods of a workload are faulty; resolved when all of them are over. */
  FaultDetected(Severity.WARNING, "nothing if it resolves; else read status.incidents"),
  /** Fewer pods are ready than the policy promises. */
  Unavailable(Severity.CRITICAL, "read status.incidents and status.held of the policy"),
  /** A recovery lasts longer than {@code objective.recoveryTime}. */
  RecoveryOverdue(Severity.CRITICAL, "read the incident's phases, and events of its pod"),
  /** Every rung of the ladder was tried in vain. */
  LadderExhausted(Severity.CRITICAL, "look at the application: replacing its pods does not help"),
  /** A step is not taken. */
  Held(Severity.WARNING, "read status.held: it says what would release the step"),
  /** The error budget would be spent in two to five days. */
  BudgetBurningFast(Severity.CRITICAL, "find what is down now; stop rollouts"),
  /** The error budget will not last for its window. */
  BudgetBurningSlow(Severity.WARNING, "find what keeps going down, in status.incidents"),
  /** Nothing is left of the error budget. */
  BudgetSpent(Severity.CRITICAL, "change nothing that can wait until the window has moved on"),
  /** Nodes answer and say themselves that something is wrong. */
  NodeImpaired(Severity.WARNING, "look at the node's conditions"),
  /** Nodes were not heard for longer than a healthy one can be silent. */
  NodeLost(
      Severity.CRITICAL,
      "look at the machine; confirm that it is dead if it is, for its StatefulSets"),
  /** Somebody confirmed that nodes are dead; what they held is taken over. */
  NodeDead(Severity.WARNING, "bring the machine back, or delete its node"),
  /** Holdfast suspects itself, or the network, and does nothing. */
  GuardHolding(Severity.WARNING, "find what cuts Holdfast off: its nodes, its network, the API"),
  /** What Holdfast sees is not sure, so that availability is booked as unknown. */
  Blind(Severity.CRITICAL, "look at the API server and at Holdfast's own pods"),
  /** More is the matter at once than a policy's journal has places for. */
  MoreAlarms(Severity.CRITICAL, "look for what all of them have in common; read the whole status");

  private final Severity severity;
  private final String nextStep;

  AlarmReason(Severity severity, String nextStep) {
    this.severity = severity;
    this.nextStep = nextStep;
  }

  public Severity severity() {
    return severity;
  }

  /** What to do about it, where nothing better is known. */
  public String nextStep() {
    return nextStep;
  }

  /** How soon somebody should look. */
  public enum Severity {
    /** In working hours. */
    WARNING("Warning"),
    /** Now. */
    CRITICAL("Critical");

    private final String written;

    Severity(String written) {
      this.written = written;
    }

    @Override
    public String toString() {
      return written;
    }
  }
}
