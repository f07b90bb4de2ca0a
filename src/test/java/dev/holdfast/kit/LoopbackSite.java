package dev.holdfast.kit;

import java.io.IOException;

/** Hosts with loopback addresses of their own: no root needed, and no way to their pods. */
final class LoopbackSite implements Site {
  @Override
  public Place plane() {
    return Place.LOOPBACK;
  }

  @Override
  public HostNetwork connect(ControlPlane plane, HostSpec host) throws IOException {
    return new LoopbackNetwork(HostAddress.allocate());
  }
}
