package dev.holdfast.kit.net;

import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Replicas of the operator, each on a machine of its own in the network: they can be killed and
 * frozen as processes, and cut off as machines.
 */
public final class Operators implements AutoCloseable {
  private final Network network;
  private final List<Replica> replicas = new ArrayList<>();

  private Operators(Network network) {
    this.network = network;
  }

  /**
   * One of them.
   *
   * @param name of the machine, and its identity
   * @param zone where the machine is
   */
  public record Replica(String name, String zone, Station station, OperatorProcess process) {
    /** Whether it says that it acts; one that does not answer does not say so. */
    public boolean leads() {
      return process.leads();
    }
  }

  /**
   * All of them ready, with the rights of deploy/install.yaml.
   *
   * @param change of the usual settings
   * @param zones one for each replica
   */
  public static Operators start(
      NetworkedPlane net, UnaryOperator<OperatorSettings> change, List<String> zones)
      throws IOException {
    var operators = new Operators(net.network());
    var kubeconfig = OperatorAccount.install(net.plane()).kubeconfig();
    try {
      for (var zone : zones) operators.launch(net, kubeconfig, change, zone);
      operators.replicas.forEach(replica -> replica.process().awaitReady());
      return operators;
    } catch (IOException | RuntimeException | Error e) {
      operators.close();
      throw e;
    }
  }

  public List<Replica> all() {
    return List.copyOf(replicas);
  }

  /** The one that says that it acts. */
  public Optional<Replica> leader() {
    return replicas.stream().filter(Replica::leads).findFirst();
  }

  /** It reaches its API server no more, and everything else. */
  public Fault cutOffFromApi(Replica replica) {
    return network.between(replica.station().port(), network.planeStation().port());
  }

  @Override
  public void close() {
    for (var replica : replicas) {
      replica.process().close();
      network.detach(replica.name());
    }
  }

  private void launch(
      NetworkedPlane net, Path kubeconfig, UnaryOperator<OperatorSettings> change, String zone)
      throws IOException {
    var name = "operator-" + replicas.size() + "-" + zone;
    var station = network.attach(name);
    var settings =
        OperatorSettings.against(kubeconfig)
            .at(station.place())
            .with("HOLDFAST_IDENTITY", name)
            .with("HOLDFAST_ZONE", zone);
    var process = OperatorProcess.launch(net.plane(), change.apply(settings));
    replicas.add(new Replica(name, zone, station, process));
  }
}
