package dev.holdfast.demo;

import static java.util.stream.Collectors.joining;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostNetwork;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Screen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Loopback addresses, for whoever may not make network namespaces: pods do not answer there. */
final class LoopbackGround implements Ground {
  private static final Duration KNOCK = Duration.ofSeconds(1);

  private final ControlPlane plane;
  private final List<OperatorProcess> replicas = new ArrayList<>();

  private LoopbackGround(ControlPlane plane) {
    this.plane = plane;
  }

  static LoopbackGround start(KubeBinaries binaries, Screen screen) throws Exception {
    var named = ControlPlaneOptions.named("demo");
    return new LoopbackGround(ControlPlane.start(binaries, named, screen::say));
  }

  @Override
  public ControlPlane plane() {
    return plane;
  }

  @Override
  public List<String> terms() {
    return List.of(
        "The hosts are simulated: each kubelet is a kwok process, no container runs.",
        "Pods do not answer here, so that a silent lease must prove the loss too: 12 s. As root, on"
            + " Linux with iproute2, they do, and it takes a third of that.");
  }

  @Override
  public void startHoldfast() throws IOException {
    var kubeconfig = OperatorAccount.install(plane).kubeconfig();
    for (var zone : ZONES) {
      replicas.add(
          OperatorProcess.launch(
              plane,
              OperatorSettings.against(kubeconfig)
                  .with("HOLDFAST_IDENTITY", "replica-" + zone)
                  .with("HOLDFAST_ZONE", zone)));
    }
    replicas.forEach(OperatorProcess::awaitReady);
  }

  @Override
  public String sight(FakeHost crashed) {
    return isSilent(crashed.address())
        ? "its port is silent: a connection to it times out"
        : "its kubelet is dead";
  }

  private static boolean isSilent(String address) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, HostNetwork.KUBELET_PORT),
          Math.toIntExact(KNOCK.toMillis()));
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Override
  public String log() {
    return replicas.stream().map(OperatorProcess::log).collect(joining("\n"));
  }

  @Override
  public void close() {
    replicas.forEach(OperatorProcess::close);
    plane.close();
  }
}
