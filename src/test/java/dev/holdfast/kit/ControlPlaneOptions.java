package dev.holdfast.kit;

/**
 * What may differ between control planes.
 *
 * @param name of the cluster; need not be unique
 * @param timings of the node controller and of the hosts' leases
 * @param audit how much {@link ControlPlane#auditLog()} keeps
 */
public record ControlPlaneOptions(String name, NodeTimings timings, AuditLevel audit) {
  /** Stock timings, no audit log. */
  public static ControlPlaneOptions named(String name) {
    return new ControlPlaneOptions(name, NodeTimings.STOCK, AuditLevel.NONE);
  }

  public ControlPlaneOptions with(NodeTimings shorter) {
    return new ControlPlaneOptions(name, shorter, audit);
  }

  public ControlPlaneOptions with(AuditLevel level) {
    return new ControlPlaneOptions(name, timings, level);
  }
}
