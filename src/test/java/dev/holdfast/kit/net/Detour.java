package dev.holdfast.kit.net;

import java.time.Duration;

/**
 * A way around between a station and the router, over a relay that holds back each packet. This
 * kernel need not have netem for it: both ends wrap packets into UDP (VXLAN), and the relay is a
 * process of ours that gets and sends UDP.
 */
final class Detour {
  private static final String DEVICE = "detour";

  private final Router router;
  private final Station station;
  private final Station relay;

  Detour(Router router, Station station, Station relay) {
    this.router = router;
    this.station = station;
    this.relay = relay;
  }

  /** From now on; returns when the relay works. */
  void open(Duration eachWay) {
    var port = station.port();
    var process = DelayRelayProcess.start(relay.place(), port.detour(), router.address(), eachWay);
    router.open(port, relay.address());
    station.ip(theirOpening(port));
    process.awaitWorking();
  }

  void close() {
    station.ip(theirClosing());
    router.close(station.port());
  }

  private String theirOpening(Port port) {
    return """
    route add %1$s/32 via %2$s dev eth0 onlink src %3$s
    link add %4$s type vxlan id %5$d local %3$s remote %1$s dstport %6$d
    link set %4$s address %7$s up
    neigh replace %2$s lladdr %8$s dev %4$s nud permanent
    route replace default via %2$s dev %4$s onlink src %9$s
    """
        .formatted(
            relay.address(),
            router.address(),
            port.detour(),
            DEVICE,
            port.index(),
            DelayRelay.PORT,
            port.detourHardwareAddress(),
            Router.DETOUR_HARDWARE_ADDRESS,
            port.address());
  }

  private String theirClosing() {
    return router.theirSide(station.port(), Station.DEVICE)
        + """
        link del %s
        route del %s/32
        """
            .formatted(DEVICE, relay.address());
  }
}
