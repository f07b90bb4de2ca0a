package dev.holdfast.demo;

import dev.holdfast.config.OperatorConfig;
import dev.holdfast.kit.Installation;
import dev.holdfast.kit.NodeTimings;
import dev.holdfast.kit.Screen;
import dev.holdfast.kit.standin.StandInCluster;
import dev.holdfast.loop.Holdfast;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** For machines without a control plane's binaries: all of it in this process. */
final class EmbeddedCluster implements DemoCluster {
  /** Where Holdfast logs to, as {@link Demo} set it up. */
  static final Path LOG = Path.of("target", "demo.log");

  private static final List<String> TERMS =
      List.of(
          "The API server is a mock, scheduler, controllers and kubelets are small stand-ins.",
          "Holdfast itself is the real one. The story is the same; nothing is proven by it.",
          "Timings are shortened: a lease that is silent for 7 s counts here as 50 s do in stock.");

  private final StandInCluster cluster;
  private @Nullable Holdfast holdfast;

  private EmbeddedCluster(StandInCluster cluster) {
    this.cluster = cluster;
  }

  static EmbeddedCluster start(Screen screen) {
    TERMS.forEach(term -> screen.print("  * " + term));
    return new EmbeddedCluster(StandInCluster.start(NodeTimings.SHORT, RealCluster.ZONES));
  }

  @Override
  public KubernetesClient client() {
    return cluster.client();
  }

  @Override
  public void startHoldfast() throws IOException, InterruptedException {
    Installation.apply(cluster.client());
    var settings =
        Map.of(
            "HOLDFAST_HTTP_HOST", "127.0.0.1",
            "HOLDFAST_HTTP_PORT", "0",
            "HOLDFAST_IDENTITY", "demo");
    holdfast = new Holdfast(OperatorConfig.from(settings), cluster.client().getConfiguration());
    holdfast.start();
  }

  @Override
  public String crash(String node) {
    cluster.crash(node);
    return "its heartbeats stop";
  }

  @Override
  public String policies() throws IOException {
    return "What kubectl get hap prints:\n" + PrinterTable.of(cluster.client());
  }

  @Override
  public String comparison() {
    return """
    How long it takes in a real cluster, with Holdfast and without, is what `make demo` shows with
    the binaries (see `make kube`), and what `make bench` measures.\
    """;
  }

  @Override
  public String log() throws IOException {
    return Files.exists(LOG) ? Files.readString(LOG) : "";
  }

  @Override
  public void close() {
    if (holdfast != null) {
      holdfast.close();
    }
    cluster.close();
  }
}
