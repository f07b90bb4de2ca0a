package dev.holdfast.kit.net;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.KubeBinaries;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A control plane in a network of its own, to which its hosts are plugged in. */
public record NetworkedPlane(Network network, ControlPlane plane) implements AutoCloseable {
  /**
   * Starts one.
   *
   * @param progress told one sentence for each thing waited for
   */
  public static NetworkedPlane start(
      KubeBinaries binaries, UnaryOperator<ControlPlaneOptions> options, Consumer<String> progress)
      throws Exception {
    var network = Network.create();
    try {
      var named = ControlPlaneOptions.named("net").at(network);
      return new NetworkedPlane(
          network, ControlPlane.start(binaries, options.apply(named), progress));
    } catch (Exception | Error e) {
      network.close();
      throw e;
    }
  }

  @Override
  public void close() {
    try {
      plane.close();
    } finally {
      network.close();
    }
  }
}
