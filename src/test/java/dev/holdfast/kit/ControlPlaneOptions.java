package dev.holdfast.kit;

/**
 * What may differ between control planes.
 *
 * @param name of the cluster; need not be unique
 * @param timings of the node controller and of the hosts' leases
 * @param audit how much {@link ControlPlane#auditLog()} keeps
 * @param site where it and its hosts are
 */
public record ControlPlaneOptions(String name, NodeTimings timings, AuditLevel audit, Site site) {
  /** Stock timings, no audit log, on loopback. */
  public static ControlPlaneOptions named(String name) {
    return new ControlPlaneOptions(name, NodeTimings.STOCK, AuditLevel.NONE, Site.LOOPBACK);
  }

  /** Short timings, and an audit log that tells what an operator did wrong; on loopback. */
  public static ControlPlaneOptions forTests(String name) {
    return named(name).with(NodeTimings.SHORT).with(AuditLevel.REQUEST_RESPONSE);
  }

  public ControlPlaneOptions with(NodeTimings shorter) {
    return new ControlPlaneOptions(name, shorter, audit, site);
  }

  public ControlPlaneOptions with(AuditLevel level) {
    return new ControlPlaneOptions(name, timings, level, site);
  }

  public ControlPlaneOptions at(Site other) {
    return new ControlPlaneOptions(name, timings, audit, other);
  }
}
