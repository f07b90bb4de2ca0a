package dev.holdfast.kit.net;

import dev.holdfast.kit.HostNetwork;
import dev.holdfast.kit.Place;

/**
 * A host in a namespace of its own. Kubelet and pods run behind a link that goes down and up:
 * behind one that is down they run on, and reach nobody.
 */
final class NamespaceHost implements HostNetwork {
  private final Network network;
  private final String name;
  private final Station station;
  private final HostPods pods;

  NamespaceHost(Network network, String name, Station station, HostPods pods) {
    this.network = network;
    this.name = name;
    this.station = station;
    this.pods = pods;
  }

  @Override
  public String ip() {
    return station.address();
  }

  @Override
  public String podCidr() {
    return station.port().podCidr();
  }

  @Override
  public Place place() {
    return station.place();
  }

  @Override
  public int kubeletListens() {
    return KUBELET_PORT;
  }

  @Override
  public boolean cutsOffKubelet() {
    return true;
  }

  @Override
  public void powerOn() {
    station.plug();
    pods.start();
  }

  @Override
  public void powerOff() {
    station.unplug();
    pods.kill();
  }

  @Override
  public void cutOff() {
    station.unplug();
    pods.leaveAlone();
  }

  @Override
  public void loseKubelet() {
    station.plug();
  }

  @Override
  public void close() {
    pods.close();
    network.detach(name);
  }
}
