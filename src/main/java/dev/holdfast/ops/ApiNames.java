package dev.holdfast.ops;

import java.util.List;

/** What calls of the API server are told apart by. */
final class ApiNames {
  /** What Holdfast has rights on; kinds that policies name besides are {@link Label#OTHER}. */
  static final List<String> RESOURCES =
      List.of(
          "configmaps",
          "customresourcedefinitions",
          "daemonsets",
          "deployments",
          "events",
          "highavailabilitypolicies",
          "highavailabilitypolicies/status",
          "jobs",
          "leases",
          "nodehealthpolicies",
          "nodehealthpolicies/status",
          "nodes",
          "persistentvolumeclaims",
          "pods",
          "pods/eviction",
          "pods/status",
          "replicasets",
          "replicationcontrollers",
          "statefulsets");

  /** Stands in for the code of a call that got no answer. */
  static final String NO_ANSWER = "none";

  /** Those that an API server, or what stands before it, answers with. */
  static final List<String> CODES =
      List.of(
          NO_ANSWER, "101", "200", "201", "202", "400", "401", "403", "404", "405", "408", "409",
          "410", "413", "415", "422", "429", "500", "501", "502", "503", "504");

  private ApiNames() {}
}
