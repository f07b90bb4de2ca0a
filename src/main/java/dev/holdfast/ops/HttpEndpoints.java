package dev.holdfast.ops;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.config.BadSetting;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** {@code /livez /readyz /startupz /metrics}: read only, open to whoever reaches the port. */
public final class HttpEndpoints implements AutoCloseable {
  private static final String TEXT = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final Set<String> METHODS = Set.of("GET", "HEAD");

  /** A caller that sends its request byte by byte then keeps none but its own thread. */
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private final HttpServer server;

  private record Answer(int status, String type, String body) {}

  private HttpEndpoints(HttpServer server, Map<String, Supplier<Answer>> answers) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, answers));
    server.start();
  }

  /** Opens the port; throws {@link BadSetting} if that cannot be done. */
  public static HttpEndpoints open(
      String host, int port, Health health, PrometheusMeterRegistry metrics) {
    return new HttpEndpoints(
        listen(host, port),
        Map.of(
            "/livez", () -> probe(health.live()),
            "/readyz", () -> probe(health.ready()),
            "/startupz", () -> probe(health.started()),
            "/metrics", () -> new Answer(200, PROMETHEUS, metrics.scrape())));
  }

  private static HttpServer listen(String host, int port) {
    try {
      return HttpServer.create(new InetSocketAddress(host, port), 0);
    } catch (IOException e) {
      throw new BadSetting(
          "Cannot listen on HOLDFAST_HTTP_HOST %s, HOLDFAST_HTTP_PORT %d (%s); set another"
              .formatted(host, port, e.getMessage()));
    }
  }

  private static Answer probe(Map<String, HealthCheck> checks) {
    var report = HealthReport.of(checks);
    return new Answer(report.status(), TEXT, report.text());
  }

  private static void answer(HttpExchange exchange, Map<String, Supplier<Answer>> answers)
      throws IOException {
    try (exchange) {
      send(exchange, find(exchange, answers));
    }
  }

  private static Answer find(HttpExchange exchange, Map<String, Supplier<Answer>> answers) {
    if (!METHODS.contains(exchange.getRequestMethod())) {
      return new Answer(405, TEXT, "GET only\n");
    }
    var answer = answers.get(exchange.getRequestURI().getPath());
    return answer == null
        ? new Answer(404, TEXT, "try /livez, /readyz, /startupz or /metrics\n")
        : answer.get();
  }

  private static void send(HttpExchange exchange, Answer answer) throws IOException {
    var body = answer.body().getBytes(UTF_8);
    exchange.getResponseHeaders().set("Content-Type", answer.type());
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), body.length);
    exchange.getResponseBody().write(body);
  }

  /** The port that is open, also where the setting left the choice to the system. */
  public int port() {
    return server.getAddress().getPort();
  }

  /** Closes the port at once. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
