package dev.holdfast.kit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/** A real Alertmanager on loopback, which ends when this is closed. */
public final class Alertmanager implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration STARTED_WITHIN = Duration.ofSeconds(30);
  private static final String CONFIG =
      """
      route: {receiver: nobody, group_wait: 0s}
      receivers: [{name: nobody}]
      """;

  private final Process process;
  private final int port;
  private final HttpClient http = HttpClient.newHttpClient();

  private Alertmanager(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Started in that folder, and answering. */
  public static Alertmanager start(Path folder) throws IOException {
    var home = Files.createDirectory(folder.resolve("alertmanager"));
    int port = freePort();
    var program = Tool.ALERTMANAGER.find().orElseThrow();
    var builder =
        new ProcessBuilder(
            program.toString(),
            "--config.file=" + Files.writeString(home.resolve("alertmanager.yml"), CONFIG),
            "--storage.path=" + home.resolve("data"),
            "--cluster.listen-address=",
            "--web.listen-address=127.0.0.1:" + port);
    builder.directory(program.resolve("../../..").normalize().toFile()); // see hack/debian-tools
    var log = home.resolve("log").toFile();
    var started =
        new Alertmanager(builder.redirectErrorStream(true).redirectOutput(log).start(), port);
    Awaitility.await("Alertmanager answers").atMost(STARTED_WITHIN).until(started::answers);
    return started;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try {
      return alerts() != null;
    } catch (IOException notYet) {
      return false;
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Whether an alert with these labels fires. */
  public boolean fires(Map<String, String> labels) throws IOException {
    return StreamSupport.stream(alerts().spliterator(), false)
        .filter(alert -> Instant.parse(alert.get("endsAt").asText()).isAfter(Instant.now()))
        .map(alert -> alert.get("labels"))
        .anyMatch(
            found ->
                labels.entrySet().stream()
                    .allMatch(l -> found.path(l.getKey()).asText().equals(l.getValue())));
  }

  /** All that it holds. */
  public JsonNode alerts() throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/api/v2/alerts")).timeout(TIMEOUT).build();
    try {
      return JSON.readTree(http.send(request, BodyHandlers.ofString()).body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    http.close();
  }
}
