package dev.holdfast.demo;

import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.net.Namespaces;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** A real control plane with simulated hosts; Holdfast runs as users run it. */
final class RealCluster implements DemoCluster {
  static final String[] ZONES = {"zone-a", "zone-a", "zone-b", "zone-b", "zone-c", "zone-c"};

  private final Ground ground;
  private final HostPool hosts;

  private RealCluster(Ground ground, HostPool hosts) {
    this.ground = ground;
    this.hosts = hosts;
  }

  /** On a network of its own where that can be made. */
  static RealCluster start(KubeBinaries binaries, Screen screen) throws Exception {
    return Namespaces.whatIsMissing().isEmpty()
        ? on(NetworkGround.start(binaries, screen), screen)
        : on(LoopbackGround.start(binaries, screen), screen);
  }

  private static RealCluster on(Ground ground, Screen screen) throws Exception {
    try {
      terms(ground).forEach(term -> screen.print("  * " + term));
      screen.say("Starting %d simulated hosts in 3 zones".formatted(ZONES.length));
      return new RealCluster(ground, HostPool.start(ground.plane(), "host", ZONES));
    } catch (Exception | Error e) {
      ground.close();
      throw e;
    }
  }

  private static List<String> terms(Ground ground) {
    return Stream.of(
            Stream.of("The control plane is real: Kubernetes " + KubeBinaries.VERSION + "."),
            ground.terms().stream(),
            Stream.of(
                "Holdfast is target/holdfast.jar, three replicas, with the rights of"
                    + " deploy/install.yaml and no others.",
                "All timings are stock."))
        .flatMap(term -> term)
        .toList();
  }

  @Override
  public KubernetesClient client() {
    return ground.plane().client();
  }

  @Override
  public void startHoldfast() throws IOException {
    ground.startHoldfast();
  }

  @Override
  public String crash(String node) {
    var host = hosts.host(node);
    host.crash();
    return ground.sight(host);
  }

  @Override
  public String policies() throws IOException, InterruptedException {
    var plane = ground.plane();
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
    return ground.log();
  }

  @Override
  public void close() {
    ground.close();
  }
}
