package dev.holdfast.ops;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.BadSetting;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpEndpointsTest {
  private static final HealthCheck WELL = Optional::empty;
  private static final HealthCheck UNWELL = () -> Optional.of("pods are not synced");
  private static final HealthCheck BROKEN =
      () -> {
        throw new IllegalStateException("seeded by a test");
      };

  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpEndpoints endpoints =
      HttpEndpoints.open(
          "127.0.0.1",
          0,
          new Health(
              Map.of("loop", WELL, "election", WELL),
              Map.of("loop", WELL, "informers", UNWELL),
              Map.of("informers", BROKEN)),
          metrics);

  @AfterEach
  void close() {
    endpoints.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/livez    | 200 | '[+] election\n[+] loop\nok\n'",
        "/readyz   | 503 | '[-] informers: pods are not synced\n[+] loop\nfailed\n'",
      })
  void aProbeNamesEachCheckAndItsComplaint(String path, int status, String body) throws Exception {
    var answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo(body);
  }

  @Test
  void aCheckThatCannotTellHasNotPassed() throws Exception {
    var answer = get("/startupz");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("[-] informers:", "seeded by a test");
  }

  @Test
  void metricsAreServedInPrometheusTextFormat() throws Exception {
    metrics.counter("holdfast.tests").increment();
    var answer = get("/metrics");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).contains("0.0.4");
    assertThat(answer.body()).contains("holdfast_tests_total 1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/livez/", "/livezz", "/metrics/all"})
  void otherPathsAreNotFound(String path) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(404);
  }

  @Test
  void nothingCanBeWritten() throws Exception {
    var post = request("/livez").POST(BodyPublishers.ofString("x")).build();
    assertThat(send(post).statusCode()).isEqualTo(405);
  }

  @Test
  void headAsksForTheStatusAlone() throws Exception {
    var answer = send(request("/readyz").HEAD().build());
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void callersThatNeverFinishTheirRequestDoNotKeepTheProbesFromAnswering() throws Exception {
    var stalled = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 50; i++) stalled.add(halfARequest());
      assertThat(get("/livez").statusCode()).isEqualTo(200);
    } finally {
      for (var socket : stalled) socket.close();
    }
  }

  private Socket halfARequest() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), endpoints.port());
    socket.getOutputStream().write("GET /livez HT".getBytes(UTF_8));
    return socket;
  }

  @Test
  void aPortInUseIsReportedByTheNameOfItsSetting() {
    var none = new Health(Map.of(), Map.of(), Map.of());
    assertThatThrownBy(() -> HttpEndpoints.open("127.0.0.1", endpoints.port(), none, metrics))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("HOLDFAST_HTTP_PORT " + endpoints.port())
        .hasMessageContaining("in use");
  }

  @Test
  void anAddressThatIsNotOursIsReportedByTheNameOfItsSetting() {
    var none = new Health(Map.of(), Map.of(), Map.of());
    assertThatThrownBy(() -> HttpEndpoints.open("192.0.2.1", 0, none, metrics))
        .isInstanceOf(BadSetting.class)
        .hasMessageContaining("HOLDFAST_HTTP_HOST 192.0.2.1");
  }

  @Test
  void aClosedPortIsFreeAgain() {
    int port = endpoints.port();
    endpoints.close();
    var none = new Health(Map.of(), Map.of(), Map.of());
    try (var again = HttpEndpoints.open("127.0.0.1", port, none, metrics)) {
      assertThat(again.port()).isEqualTo(port);
    }
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoints.port() + path))
        .timeout(Duration.ofSeconds(10));
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }
}
