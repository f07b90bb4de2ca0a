package dev.holdfast.kit.net;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What all packets of a network pass: a namespace with a cable to everybody. It knows everybody's
 * hardware address beforehand, so that it never says of one who is gone that he is unreachable: the
 * packets are lost, as in a network that does not know either.
 */
final class Router {
  /** Of its side of any detour. */
  static final String DETOUR_HARDWARE_ADDRESS = "02:68:66:01:00:01";

  private static final int FIRST_RULE = 100;

  private final Namespace namespace;
  private final Subnet subnet;
  private final AtomicInteger rules = new AtomicInteger(FIRST_RULE);

  Router(Namespace namespace, Subnet subnet) {
    this.namespace = namespace;
    this.subnet = subnet;
    namespace.ip("addr add %s/32 dev lo".formatted(subnet.router()));
    Forwarding.on(namespace);
  }

  String address() {
    return subnet.router();
  }

  /** What lays the cable, on the side of whoever is plugged in. */
  String cable(Port port, String device) {
    return "link add %s address %s type veth peer name %s netns %s\n"
        .formatted(device, port.hardwareAddress(), port.device(), namespace.name());
  }

  /**
   * What makes that side of it speak, also again after it was down. An API server does not start on
   * a machine without a default route.
   */
  String theirSide(Port port, String device) {
    return """
    link set %1$s up
    addr replace %2$s/32 dev %1$s
    route replace default via %3$s dev %1$s onlink
    """
        .formatted(device, port.address(), subnet.router());
  }

  /** Makes our side of the cable speak. */
  void accept(Port port) {
    namespace.ip(
        """
        link set %1$s up
        neigh replace %2$s lladdr %3$s dev %1$s nud permanent
        """
                .formatted(port.device(), port.address(), port.hardwareAddress())
            + routes(port, port.device()));
  }

  private static String routes(Port port, String device) {
    return """
    route replace %1$s/32 dev %3$s
    route replace %2$s via %1$s dev %3$s onlink
    """
        .formatted(port.address(), port.pods(), device);
  }

  /** Our side of a detour, which packets take from now on. */
  void open(Port port, String relay) {
    namespace.ip(
        """
        neigh replace %1$s lladdr %2$s dev %3$s nud permanent
        route add %1$s/32 dev %3$s
        link add %4$s type vxlan id %5$d local %6$s remote %7$s dstport %8$d
        link set %4$s address %9$s up
        neigh replace %10$s lladdr %11$s dev %4$s nud permanent
        """
                .formatted(
                    port.detour(),
                    port.hardwareAddress(),
                    port.device(),
                    port.detourDevice(),
                    port.index(),
                    address(),
                    relay,
                    DelayRelay.PORT,
                    DETOUR_HARDWARE_ADDRESS,
                    port.address(),
                    port.detourHardwareAddress())
            + routes(port, port.detourDevice()));
  }

  void close(Port port) {
    namespace.ip(
        routes(port, port.device())
            + """
            link del %s
            route del %s/32
            """
                .formatted(port.detourDevice(), port.detour()));
  }

  void unplug(Port port) {
    namespace.ip("link del %s".formatted(port.device()));
  }

  /** Loses without a word what these selectors of {@code ip rule} describe. */
  Fault lose(String... selectors) {
    int priority = rules.incrementAndGet();
    for (var selector : selectors) {
      namespace.ip("rule add pref %d %s blackhole".formatted(priority, selector));
    }
    return new Fault(
        () -> namespace.ip("rule del pref %d\n".formatted(priority).repeat(selectors.length)));
  }

  /** Loses packets by chance on their way from and to whoever is plugged in. */
  Fault lose(Port port, Loss loss) {
    Iproute.tcIn(namespace.name(), loss.begin(port.device()));
    return new Fault(() -> Iproute.tcIn(namespace.name(), loss.end(port.device())));
  }
}
