package dev.holdfast.kit.net;

import dev.holdfast.kit.Place;
import java.util.List;

/** A machine in the network: a namespace with one cable to the router. */
public final class Station {
  static final String DEVICE = "eth0";

  private final Router router;
  private final Namespace namespace;
  private final Port port;

  private Station(Router router, Namespace namespace, Port port) {
    this.router = router;
    this.namespace = namespace;
    this.port = port;
  }

  /** Plugged in; all addresses of its pods are its own, whether somebody listens or not. */
  static Station create(Router router, String name, Port port) {
    var namespace = Namespace.create(name);
    namespace.ip(
        router.cable(port, DEVICE)
            + router.theirSide(port, DEVICE)
            + "route add local %s dev lo\n".formatted(port.pods()));
    router.accept(port);
    return new Station(router, namespace, port);
  }

  public Port port() {
    return port;
  }

  public String address() {
    return port.address();
  }

  /** For programs that run on it. */
  public Place place() {
    return namespace.place(port.address());
  }

  /** All that run on it. */
  public List<ProcessHandle> processes() {
    return namespace.processes();
  }

  /** Commands of {@code ip} on it, one a line. */
  void ip(String commands) {
    namespace.ip(commands);
  }

  /** Its link is down: no packet gets in or out, and nobody is told. */
  public void unplug() {
    namespace.ip("link set %s down".formatted(DEVICE));
  }

  /** Its link is up. */
  public void plug() {
    namespace.ip(router.theirSide(port, DEVICE));
  }

  /** Ends what runs on it. */
  void remove() {
    router.unplug(port);
    namespace.remove();
  }
}
