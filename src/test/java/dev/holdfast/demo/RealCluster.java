package dev.holdfast.demo;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import dev.holdfast.kit.Screen;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A real control plane with simulated hosts; Holdfast runs as users run it. */
final class RealCluster implements DemoCluster {
  private static final int KUBELET_PORT = 10250;
  private static final Duration KNOCK = Duration.ofSeconds(1);
  static final String[] ZONES = {"zone-a", "zone-a", "zone-b", "zone-b", "zone-c"};

  private final ControlPlane plane;
  private final HostPool hosts;
  private @Nullable OperatorProcess operator;

  private RealCluster(ControlPlane plane, HostPool hosts) {
    this.plane = plane;
    this.hosts = hosts;
  }

  static RealCluster start(KubeBinaries binaries, NodeTimings timings, Screen screen)
      throws Exception {
    terms(timings).forEach(term -> screen.print("  * " + term));
    var options = ControlPlaneOptions.named("demo").with(timings);
    var plane = ControlPlane.start(binaries, options, screen::say);
    try {
      screen.say("Starting %d simulated hosts in 3 zones".formatted(ZONES.length));
      return new RealCluster(plane, HostPool.start(plane, "host", ZONES));
    } catch (Exception | Error e) {
      plane.close();
      throw e;
    }
  }

  private static List<String> terms(NodeTimings timings) {
    return List.of(
        "The control plane is real: Kubernetes " + KubeBinaries.VERSION + ", on this machine.",
        "The hosts are simulated: each kubelet is a kwok process, no container runs.",
        "Holdfast is target/holdfast.jar, with the rights of deploy/install.yaml and no others.",
        timings.equals(NodeTimings.STOCK)
            ? "All timings are stock. A silent lease proves a loss after 50 s: that takes a while."
            : "Timings are shortened: nothing here says how fast it is.");
  }

  @Override
  public KubernetesClient client() {
    return plane.client();
  }

  @Override
  public void startHoldfast() throws IOException {
    operator =
        OperatorProcess.start(
            plane,
            OperatorSettings.against(OperatorAccount.install(plane).kubeconfig())
                .with("HOLDFAST_IDENTITY", "demo"));
  }

  @Override
  public String crash(String node) {
    var host = hosts.host(node);
    host.crash();
    return isSilent(host.address())
        ? "its port is silent: a connection to it times out"
        : "its kubelet is dead";
  }

  private static boolean isSilent(String address) {
    try (var socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(address, KUBELET_PORT), Math.toIntExact(KNOCK.toMillis()));
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  @Override
  public String policies() throws IOException, InterruptedException {
    var kubectl =
        new ProcessBuilder(
                plane.binaries().binary("kubectl").toString(),
                "--kubeconfig=" + plane.kubeconfig(),
                "get",
                "hap")
            .redirectErrorStream(true)
            .start();
    var printed = new String(kubectl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (kubectl.waitFor() != 0) {
      throw new IllegalStateException("kubectl get hap: " + printed);
    }
    return "$ kubectl get hap\n" + printed.stripTrailing();
  }

  @Override
  public String comparison() {
    return """
    Without a policy Kubernetes would have let about 350 s pass: 50 s until the node counts as
    not Ready, then the 300 s for which pods tolerate that by default. That is its documented
    default and was not run here; `make bench` measures both in one cluster, at one crash.\
    """;
  }

  @Override
  public String log() {
    return operator == null ? "" : Objects.requireNonNull(operator).log();
  }

  @Override
  public void close() {
    if (operator != null) {
      operator.close();
    }
    plane.close();
  }
}
