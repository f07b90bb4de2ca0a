package dev.holdfast.ops;

import java.util.List;
import java.util.stream.Stream;

/** The reasons for which something is not done, as in {@code status.held}. */
final class Reasons {
  static final List<String> OF_GUARDS =
      List.of("ApiOutage", "CachesUnsynced", "LeaseStreamSilent", "MajoritySilent");

  private static final List<String> OF_PLANS =
      List.of(
          "ApplicationFault",
          "AwaitingNeighbours",
          "AwaitingProof",
          "AwaitingSteering",
          "AwaitingTaint",
          "BackOff",
          "Brake",
          "BudgetSpent",
          "EmptySelector",
          "Job",
          "JobPod",
          "LostFor",
          "Maintenance",
          "ManySilent",
          "MinAvailable",
          "NoRoomElsewhere",
          "NoRung",
          "NobodyElse",
          "NodeBound",
          "NotReplaceable",
          "NotUnderstood",
          "Observe",
          "OneAtATime",
          "OverlappingPolicy",
          "Pace",
          "PassFull",
          "Pinned",
          "PlacementUnknown",
          "ProtectedNamespace",
          "Serial",
          "Suspended",
          "TooManyFaults",
          "TooManyPolicies",
          "UnknownController",
          "Veto",
          "ZoneLost");

  private static final List<String> OF_GATE =
      List.of(
          "ClusterBrake",
          "EmergencyStop",
          "MoreUrgentFirst",
          "NamespaceShare",
          "NotLeading",
          "ShuttingDown",
          "UnderWay");

  private static final List<String> OF_LAST_LOOK =
      List.of(
          "AlreadyTerminating",
          "DisruptionBudget",
          "FaultOver",
          "LookOutdated",
          "MarkChanged",
          "NoAnswer",
          "NodeAnswered",
          "NodeGone",
          "NodeReplaced",
          "PodChanged",
          "PodGone",
          "PodReplaced",
          "PolicyChanged",
          "ProofExpired",
          "Rejected",
          "Unreadable",
          "VerdictChanged",
          "VerdictsOutdated",
          "WordChanged");

  static final List<String> ALL =
      Stream.of(OF_GUARDS, OF_PLANS, OF_GATE, OF_LAST_LOOK).flatMap(List::stream).toList();

  private Reasons() {}
}
