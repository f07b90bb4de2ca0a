package dev.holdfast.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.Tool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A Prometheus and an Alertmanager on loopback, which end when this is closed. */
final class Monitoring implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final int prometheus = freePort();
  private final int alertmanager = freePort();
  private final List<Process> processes = new ArrayList<>();
  private final HttpClient http = HttpClient.newHttpClient();

  private Monitoring(Path folder) throws IOException {
    this.folder = folder;
  }

  /**
   * Starts both.
   *
   * @param target where an operator tells its metrics, as host and port
   */
  static Monitoring start(ControlPlane plane, String target, String rules) throws IOException {
    var folder = Files.createDirectory(plane.folder().resolve("monitoring"));
    var monitoring = new Monitoring(folder);
    try {
      monitoring.startAlertmanager();
      monitoring.startPrometheus(target, rules);
      return monitoring;
    } catch (IOException | RuntimeException e) {
      monitoring.close();
      throw e;
    }
  }

  private void startAlertmanager() throws IOException {
    var config =
        """
        route: {receiver: nobody, group_wait: 0s}
        receivers: [{name: nobody}]
        """;
    start(
        Tool.ALERTMANAGER,
        "--config.file=" + Files.writeString(folder.resolve("alertmanager.yml"), config),
        "--storage.path=" + folder.resolve("alertmanager"),
        "--cluster.listen-address=",
        "--web.listen-address=127.0.0.1:" + alertmanager);
  }

  private void startPrometheus(String target, String rules) throws IOException {
    Files.writeString(folder.resolve("rules.yml"), rules);
    var config =
        """
        global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
        rule_files: [rules.yml]
        alerting: {alertmanagers: [{static_configs: [{targets: ["127.0.0.1:%d"]}]}]}
        scrape_configs:
        - job_name: holdfast-metrics
          honor_labels: true
          static_configs: [{targets: ["%s"], labels: {namespace: holdfast-system}}]
        """;
    start(
        Tool.PROMETHEUS,
        "--config.file="
            + Files.writeString(
                folder.resolve("prometheus.yml"), config.formatted(alertmanager, target)),
        "--storage.tsdb.path=" + folder.resolve("prometheus"),
        "--web.listen-address=127.0.0.1:" + prometheus);
  }

  private void start(Tool tool, String... arguments) throws IOException {
    var program = tool.find().orElseThrow();
    var builder = new ProcessBuilder(arguments).redirectErrorStream(true);
    builder.command().addFirst(program.toString());
    builder.directory(program.resolve("../../..").normalize().toFile()); // see hack/debian-tools
    var log = folder.resolve(tool + ".log").toFile();
    processes.add(builder.redirectOutput(log).start());
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** The series that a query yields now. */
  JsonNode query(String expression) throws IOException {
    var encoded = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return get(prometheus, "/api/v1/query?query=" + encoded).at("/data/result");
  }

  /** What Prometheus says of each rule: ok, or what is wrong with it. */
  Set<String> health() throws IOException {
    var said = new TreeSet<String>();
    for (var group : get(prometheus, "/api/v1/rules").at("/data/groups")) {
      for (var rule : group.get("rules")) {
        said.add(rule.get("health").asText() + rule.path("lastError").asText());
      }
    }
    return said;
  }

  /** Alerts that Alertmanager holds for active, each with its policy. */
  Set<String> alerts() throws IOException {
    var active = new TreeSet<String>();
    for (var alert : get(alertmanager, "/api/v2/alerts")) {
      var labels = alert.get("labels");
      active.add((labels.get("alertname").asText() + " " + labels.path("policy").asText()).strip());
    }
    return active;
  }

  private JsonNode get(int port, String path) throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).timeout(TIMEOUT);
    try {
      return JSON.readTree(http.send(request.build(), BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking for " + path, e);
    }
  }

  @Override
  public void close() {
    processes.forEach(process -> process.destroyForcibly().onExit().join());
    http.close();
  }
}
