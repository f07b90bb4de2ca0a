package dev.holdfast.kit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Where an operator answers the kubelet and Prometheus. */
final class OperatorPort implements AutoCloseable {
  /** An operator on a busy machine that collects all its metrics may take seconds. */
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final String address;
  private final HttpClient http = HttpClient.newHttpClient();

  /**
   * @param address host and port
   */
  OperatorPort(String address) {
    this.address = address;
  }

  String address() {
    return address;
  }

  /** The body of a 200 answer. */
  String get(String path) throws IOException {
    var answer = ask(path);
    if (answer.statusCode() != 200) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  private HttpResponse<String> ask(String path) throws IOException {
    var uri = URI.create("http://" + address + path);
    var request = HttpRequest.newBuilder(uri).timeout(TIMEOUT).build();
    try {
      return http.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while asking for " + path, e);
    }
  }

  @Override
  public void close() {
    http.close();
  }
}
