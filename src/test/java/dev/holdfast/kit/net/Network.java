package dev.holdfast.kit.net;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.HostNetwork;
import dev.holdfast.kit.HostSpec;
import dev.holdfast.kit.Place;
import dev.holdfast.kit.Site;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A network of namespaces around a router: one for the control plane, one for each host, one for
 * whoever else is plugged in. Of the world outside only this machine reaches it, by one address.
 *
 * <p>Closing it, or the end of this process, leaves no process, namespace or link behind; what a
 * killed run left is removed by the next one.
 */
public final class Network implements Site, AutoCloseable {
  private static final String PLANE = "plane";

  private final Remains remains;
  private final Thread atExit;
  private final Router router;
  private final Port tester;
  private final Station plane;
  private final Map<String, Station> stations = new ConcurrentHashMap<>();
  private final AtomicInteger lastIndex;

  private Network(Remains remains) {
    this.remains = remains;
    this.atExit = new Thread(remains::remove, "remove " + remains);
    Runtime.getRuntime().addShutdownHook(atExit);
    var namespace = Namespace.create(remains.namespace("router"));
    this.tester = Outside.plugIn(namespace, remains.device());
    this.router = new Router(namespace, tester.subnet());
    router.accept(tester);
    this.lastIndex = new AtomicInteger(tester.index());
    this.plane = attach(PLANE);
  }

  /** A new one with nobody in it but this machine and a place for a control plane. */
  public static Network create() {
    Remains.sweep();
    var remains = Remains.next();
    try {
      return new Network(remains);
    } catch (RuntimeException | Error e) {
      remains.remove();
      throw e;
    }
  }

  /** A further machine, plugged in. */
  public Station attach(String name) {
    var station = Station.create(router, remains.namespace(name), nextPort());
    if (stations.putIfAbsent(name, station) != null) {
      throw new IllegalArgumentException("There is a " + name + " already");
    }
    return station;
  }

  /** The machine of that name, as of a node. */
  public Station station(String name) {
    return Objects.requireNonNull(stations.get(name), () -> "no " + name + " in the network");
  }

  void detach(String name) {
    var station = stations.remove(name);
    if (station != null) station.remove();
  }

  /** Of this process and of all that runs on the machine as it is. */
  public Port tester() {
    return tester;
  }

  public Station planeStation() {
    return plane;
  }

  @Override
  public Place plane() {
    return plane.place();
  }

  @Override
  public HostNetwork connect(ControlPlane at, HostSpec host) {
    var station = attach(host.name());
    return new NamespaceHost(this, host.name(), station, new HostPods(at, host.name(), station));
  }

  /** Nothing that the one sends reaches the other; what the other sends arrives. */
  public Fault oneWay(Port from, Port to) {
    return router.lose(
        "iif %s to %s".formatted(from.device(), to.address()),
        "iif %s to %s".formatted(from.device(), to.pods()));
  }

  /** The two do not reach each other; all others do. */
  public Fault between(Port one, Port other) {
    var there = oneWay(one, other);
    var back = oneWay(other, one);
    return new Fault(
        () -> {
          there.heal();
          back.heal();
        });
  }

  /**
   * Nobody reaches that TCP port of the machine itself; its pods and all other ports are as ever.
   */
  public Fault firewall(Port of, int tcpPort) {
    return router.lose("to %s ipproto tcp dport %d".formatted(of.address(), tcpPort));
  }

  /**
   * All packets from and to a machine and its pods take so long each way. Not together with a cut
   * or a link that is down.
   */
  public Fault slow(Station station, Duration eachWay) {
    var name = "relay-" + station.port().index();
    var detour = new Detour(router, station, attach(name));
    detour.open(eachWay);
    return new Fault(
        () -> {
          detour.close();
          detach(name);
        });
  }

  /** Loses packets from and to the machine and its pods. */
  public Fault lossy(Port port, Loss loss) {
    return router.lose(port, loss);
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remains.remove();
  }

  private Port nextPort() {
    int index = lastIndex.incrementAndGet();
    if (index > Subnet.LAST) throw new IllegalStateException("The network is full");
    return new Port(tester.subnet(), index);
  }
}
