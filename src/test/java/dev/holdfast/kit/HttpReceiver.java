package dev.holdfast.kit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A receiver of alarms that is not ours, on loopback; it keeps what it took. */
public final class HttpReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Taken> taken = new CopyOnWriteArrayList<>();
  private volatile int answer = 200;
  private volatile String location = "";

  /** A request that it got, and whether it said that it took it. */
  public record Taken(
      Instant at, boolean accepted, String path, Map<String, List<String>> headers, byte[] body) {
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(h -> h.getKey().equalsIgnoreCase(name))
          .map(h -> h.getValue().getFirst())
          .findFirst()
          .orElse("");
    }
  }

  /** Takes all that comes. */
  public HttpReceiver() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      taken.add(
          new Taken(
              Instant.now(),
              answer / 100 == 2,
              exchange.getRequestURI().getPath(),
              Map.copyOf(exchange.getRequestHeaders()),
              exchange.getRequestBody().readAllBytes()));
      if (!location.isEmpty()) exchange.getResponseHeaders().set("Location", location);
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  /** It refuses all with that code from now on, or takes all with 200. */
  public void answersWith(int code) {
    answer = code;
  }

  public void redirectsTo(String elsewhere) {
    answer = 307;
    location = elsewhere;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public List<Taken> taken() {
    return List.copyOf(taken);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
