package dev.holdfast.kit;

/** A loopback address whose kubelet's port is behind a {@link HostFront}. */
final class LoopbackNetwork implements HostNetwork {
  private final HostAddress address;
  private final HostFront front;

  LoopbackNetwork(HostAddress address) {
    this.address = address;
    this.front = new HostFront(address.kubelet(), address.inner());
  }

  @Override
  public String ip() {
    return address.ip();
  }

  @Override
  public String podCidr() {
    return address.podCidr();
  }

  @Override
  public Place place() {
    return Place.LOOPBACK;
  }

  @Override
  public int kubeletListens() {
    return address.inner().getPort();
  }

  @Override
  public boolean cutsOffKubelet() {
    return false;
  }

  @Override
  public void powerOn() {
    front.become(HostFront.Mode.ANSWERING);
  }

  @Override
  public void powerOff() {
    front.become(HostFront.Mode.SILENT);
  }

  @Override
  public void cutOff() {
    front.become(HostFront.Mode.SILENT);
  }

  @Override
  public void loseKubelet() {
    front.become(HostFront.Mode.REFUSING);
  }

  @Override
  public void close() {
    front.close();
    address.close();
  }
}
