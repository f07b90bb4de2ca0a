package dev.holdfast.notice;

/** What people are alarmed of; each has a page of its own in {@code docs/runbooks/}. */
public enum AlarmReason {
  /** Pods of a workload are faulty; resolved when all of them are over. */
  FaultDetected(
      Severity.WARNING, "nothing if it resolves; else see what was tried: kubectl describe %s"),
  /** Fewer pods are ready than the policy promises. */
  Unavailable(Severity.CRITICAL, "see what is faulty and what is held: kubectl describe %s"),
  /** A recovery lasts longer than {@code objective.recoveryTime}. */
  RecoveryOverdue(
      Severity.CRITICAL, "see which phase takes so long, and what is held: kubectl describe %s"),
  /** Every rung of the ladder was tried in vain. */
  LadderExhausted(
      Severity.CRITICAL,
      "look at the application, replacing its pods does not help: kubectl describe %s"),
  /** A step is not taken. */
  Held(Severity.WARNING, "see what would release the step: kubectl describe %s"),
  /** The error budget would be spent in two to five days. */
  BudgetBurningFast(
      Severity.CRITICAL, "stop rollouts and find what is down now: kubectl describe %s"),
  /** The error budget will not last for its window. */
  BudgetBurningSlow(Severity.WARNING, "find what keeps going down: kubectl describe %s"),
  /** Nothing is left of the error budget. */
  BudgetSpent(
      Severity.CRITICAL,
      "change nothing that can wait until the window has moved on; what spent it: kubectl describe"
          + " %s"),
  /** Nodes answer and say themselves that something is wrong. */
  NodeImpaired(Severity.WARNING, "look at the conditions: kubectl describe %s"),
  /** A kubelet does not answer, while something else on its node lives. */
  KubeletDown(
      Severity.WARNING,
      "look at the kubelet: journalctl -u kubelet on the node; what is known: kubectl describe %s"),
  /** Nothing comes back from nodes, and nothing more is known yet. */
  NodeUnreachable(
      Severity.WARNING,
      "nothing if it resolves, or becomes NodeLost; else look at the network: kubectl describe %s"),
  /** Nodes were not heard for longer than a healthy one can be silent. */
  NodeLost(
      Severity.CRITICAL,
      "look at the machine; if it is off, and only then, confirm that it is dead, for its"
          + " StatefulSets; what is known: kubectl describe %s"),
  /** Somebody confirmed that nodes are dead; what they held is taken over. */
  NodeDead(Severity.WARNING, "bring the machine back, or delete its node; see kubectl describe %s"),
  /** Holdfast suspects itself, or the network, and does nothing. */
  GuardHolding(
      Severity.WARNING,
      "find what cuts Holdfast off: its nodes, its network, the API server; kubectl describe %s"),
  /** What Holdfast sees is not sure, so that availability is booked as unknown. */
  Blind(
      Severity.CRITICAL,
      "look at the API server: kubectl get --raw '/readyz?verbose'; and at Holdfast: kubectl get"
          + " pods -A -l app.kubernetes.io/name=holdfast"),
  /** More is the matter at once than a policy's journal has places for. */
  MoreAlarms(Severity.CRITICAL, "look for what all of them have in common: kubectl describe %s");

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
  public String nextStep(About about) {
    return nextStep.formatted(about.object());
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
