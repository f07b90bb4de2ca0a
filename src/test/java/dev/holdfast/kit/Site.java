package dev.holdfast.kit;

import java.io.IOException;

/** Where a control plane stands, and what connects its hosts to it. */
public interface Site {
  /** This machine's loopback. */
  Site LOOPBACK = new LoopbackSite();

  /** Of the control plane. */
  Place plane();

  /** A new connection for a host of that plane, which is off. */
  HostNetwork connect(ControlPlane plane, HostSpec host) throws IOException;
}
