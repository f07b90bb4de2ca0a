package dev.holdfast.demo;

import static java.util.stream.Collectors.joining;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.net.NetworkedPlane;
import dev.holdfast.kit.net.Operators;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Network namespaces: each host and each replica is a machine with a link that can go down. */
final class NetworkGround implements Ground {
  private final NetworkedPlane net;
  private @Nullable Operators operators;

  private NetworkGround(NetworkedPlane net) {
    this.net = net;
  }

  static NetworkGround start(KubeBinaries binaries, Screen screen) throws Exception {
    return new NetworkGround(NetworkedPlane.start(binaries, UnaryOperator.identity(), screen::say));
  }

  @Override
  public ControlPlane plane() {
    return net.plane();
  }

  @Override
  public List<String> terms() {
    return List.of(
        "The hosts are simulated: each is a network namespace, with a kwok process for its kubelet"
            + " and one that answers on its pods' ports; no container runs.");
  }

  @Override
  public void startHoldfast() throws IOException {
    operators = Operators.start(net, UnaryOperator.identity(), ZONES);
  }

  @Override
  public String sight(FakeHost crashed) {
    return "its link is down, and nothing runs there any more";
  }

  @Override
  public String log() {
    var running = operators;
    return running == null
        ? ""
        : running.all().stream().map(replica -> replica.process().log()).collect(joining("\n"));
  }

  @Override
  public void close() {
    if (operators != null) operators.close();
    net.close();
  }
}
