package dev.holdfast.kit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The hosts of one test: their nodes carry the pool's name as the label {@link HostSpec#POOL}. */
public final class HostPool implements AutoCloseable {
  private final ControlPlane plane;
  private final String name;
  private final List<FakeHost> hosts;

  private HostPool(ControlPlane plane, String name, List<FakeHost> hosts) {
    this.plane = plane;
    this.name = name;
    this.hosts = hosts;
  }

  /** One host for each element of {@code zones}; returns when all of them are Ready. */
  public static HostPool start(ControlPlane plane, String name, String... zones)
      throws IOException {
    return start(plane, name, List.of(zones), UnaryOperator.identity());
  }

  /**
   * One host for each element of {@code zones}; returns when all of them are Ready.
   *
   * @param shape changes each host's capacity or labels
   */
  public static HostPool start(
      ControlPlane plane, String name, List<String> zones, UnaryOperator<HostSpec> shape)
      throws IOException {
    var pool = new HostPool(plane, name, new ArrayList<>());
    try {
      for (var zone : zones) {
        pool.hosts.add(FakeHost.launch(plane, shape.apply(pool.next(zone))));
      }
      pool.hosts.forEach(FakeHost::awaitReady);
      return pool;
    } catch (IOException | RuntimeException | Error e) {
      pool.close();
      throw e;
    }
  }

  public String name() {
    return name;
  }

  public List<FakeHost> hosts() {
    return List.copyOf(hosts);
  }

  public FakeHost host(int index) {
    return hosts.get(index);
  }

  /**
   * The host of that node.
   *
   * @throws IllegalArgumentException when it is not of this pool
   */
  public FakeHost host(String node) {
    return hosts.stream()
        .filter(host -> host.name().equals(node))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No " + node + " in pool " + name));
  }

  public List<FakeHost> zone(String zone) {
    return hosts.stream().filter(host -> host.zone().equals(zone)).toList();
  }

  /** A further host, Ready. */
  public FakeHost add(String zone) throws IOException {
    var host = FakeHost.start(plane, next(zone));
    hosts.add(host);
    return host;
  }

  /** All hosts of the zone lose their power at once. */
  public void crashZone(String zone) {
    each(zone(zone), FakeHost::crash);
  }

  /** All hosts of the zone are cut off at once and run on. */
  public void cutOffZone(String zone) {
    each(zone(zone), FakeHost::cutOff);
  }

  /** Ends what {@link #crashZone} or {@link #cutOffZone} began. */
  public void zoneComesBack(String zone) {
    each(zone(zone), FakeHost::comeBack);
  }

  @Override
  public void close() {
    each(hosts, FakeHost::close);
  }

  private HostSpec next(String zone) {
    return HostSpec.of(name + "-" + hosts.size(), name, zone);
  }

  private static void each(List<FakeHost> hosts, Consumer<FakeHost> deed) {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var deeds = hosts.stream().map(host -> threads.submit(() -> deed.accept(host))).toList();
      for (var done : deeds) {
        done.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("A host of the pool did not do it", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted among hosts", e);
    }
  }
}
