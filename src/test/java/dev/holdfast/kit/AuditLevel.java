package dev.holdfast.kit;

/** How much the API server's audit log keeps of each change; of reads it keeps metadata only. */
public enum AuditLevel {
  NONE("None"),
  METADATA("Metadata"),
  REQUEST("Request"),
  REQUEST_RESPONSE("RequestResponse");

  private final String kubernetesName;

  AuditLevel(String kubernetesName) {
    this.kubernetesName = kubernetesName;
  }

  /** The policy file for kube-apiserver: leases and events, being many, as metadata. */
  String policy() {
    return """
    apiVersion: audit.k8s.io/v1
    kind: Policy
    omitStages: [RequestReceived]
    rules:
    - level: Metadata
      verbs: [get, list, watch]
    - level: Metadata
      resources:
      - {group: coordination.k8s.io, resources: [leases]}
      - {group: "", resources: [events]}
      - {group: events.k8s.io, resources: [events]}
    - level: %s
    """
        .formatted(kubernetesName);
  }
}
