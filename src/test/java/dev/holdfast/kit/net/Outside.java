package dev.holdfast.kit.net;

import java.util.stream.IntStream;

/** The cable between a network and the machine as it is, by which tests reach the network. */
final class Outside {
  private static final int INDEX = Subnet.FIRST + 1;

  private Outside() {}

  /**
   * Lays it, and claims a subnet by the route to it: of two routes to the same the kernel refuses
   * the second, whoever comes with it.
   */
  static Port plugIn(Namespace router, String device) {
    Iproute.ip(
        ("link add %s address %s type veth peer name %s netns %s")
            .formatted(device, Port.hardwareAddress(INDEX), Port.device(INDEX), router.name())
            .split(" "));
    Iproute.ip("link", "set", device, "up");
    var port = new Port(claim(device), INDEX);
    Iproute.ip("addr", "add", port.address() + "/32", "dev", device);
    return port;
  }

  private static Subnet claim(String device) {
    return IntStream.range(0, Subnet.SUBNETS)
        .mapToObj(Subnet::new)
        .filter(subnet -> isOurs(subnet, device))
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("All networks are taken: " + Iproute.ip("route")));
  }

  private static boolean isOurs(Subnet subnet, String device) {
    try {
      Iproute.ip("route", "add", subnet.all(), "via", subnet.router(), "dev", device, "onlink");
      return true;
    } catch (IllegalStateException taken) {
      return false;
    }
  }
}
