package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One kwok process that plays the kubelet of one node; it starts and dies as often as wanted. */
final class FakeKubelet {
  private final ControlPlane plane;
  private final String node;
  private final HostNetwork network;
  private @Nullable Process process;

  FakeKubelet(ControlPlane plane, String node, HostNetwork network) {
    this.plane = plane;
    this.node = node;
    this.network = network;
  }

  void start() {
    var log = plane.logs().resolve(node + ".log").toFile();
    try {
      process =
          new ProcessBuilder(network.place().command(command()))
              .directory(plane.folder().toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start the kubelet of " + node, e);
    }
  }

  /** SIGKILL; returns when the process is gone. Does nothing when there is none. */
  void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
      process = null;
    }
  }

  void freeze() {
    Signals.freeze(running().pid());
  }

  void thaw() {
    Signals.thaw(running().pid());
  }

  boolean isAlive() {
    return process != null && process.isAlive();
  }

  private Process running() {
    if (process == null || !process.isAlive()) {
      throw new IllegalStateException("The kubelet of " + node + " does not run");
    }
    return process;
  }

  private List<String> command() {
    return List.of(
        plane.binaries().binary("kwok").toString(),
        "--kubeconfig=" + plane.kubeconfig(),
        "--config=" + plane.stages(),
        "--v=WARN",
        "--manage-all-nodes=false",
        "--manage-single-node=" + node,
        "--node-name=" + node,
        "--node-ip=" + network.ip(),
        "--node-port=" + HostNetwork.KUBELET_PORT,
        "--server-address=" + network.ip() + ":" + network.kubeletListens(),
        "--cidr=" + network.podCidr(),
        "--node-lease-duration-seconds=" + plane.timings().leaseDuration().toSeconds(),
        "--tls-cert-file=" + plane.certificates().resolve("admin.crt"),
        "--tls-private-key-file=" + plane.certificates().resolve("admin.key"));
  }
}
