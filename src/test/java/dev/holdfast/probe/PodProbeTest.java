package dev.holdfast.probe;

import static dev.holdfast.signal.ProbeAnswer.ANSWERED;
import static dev.holdfast.signal.ProbeAnswer.HUNG;
import static dev.holdfast.signal.ProbeAnswer.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kit.KubeletPort;
import dev.holdfast.ops.SteadyClock;
import dev.holdfast.probe.ProbeKind.Grpc;
import dev.holdfast.probe.ProbeKind.Header;
import dev.holdfast.probe.ProbeKind.HttpGet;
import dev.holdfast.probe.ProbeKind.TcpSocket;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeHealth;
import dev.holdfast.signal.ProbeRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports on loopback that are well, unwell, dead, or mean harm. */
class PodProbeTest {
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final HttpGet GET = new HttpGet(false, "/healthz", List.of());
  private static final int IN_A_ROW = 3;

  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final ProbeEngine engine = new ProbeEngine(new SteadyClock(), told::add);

  @AfterEach
  void end() {
    engine.close();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "200, true",
    "204, true",
    "302, true",
    "399, true",
    "400, false",
    "404, false",
    "503, false"
  })
  void whateverTheStatusItIsASignOfLifeAndTheStatusSaysWhetherItIsWell(int status, boolean healthy)
      throws Exception {
    try (var pod = PodPort.saying("HTTP/1.1 %d X\r\nContent-Length: 0\r\n\r\n".formatted(status))) {
      watch(pod.address(), GET);
      assertFound(healthy, "HTTP " + status);
      assertThat(run().answer()).isEqualTo(ANSWERED);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "\r\n\r\n", "HTTP/9 200 OK\r\n\r\n"})
  void anAnswerThatIsNoHttpIsASignOfLifeAndUnwell(String bytes) throws Exception {
    try (var pod = PodPort.saying(bytes)) {
      watch(pod.address(), GET);
      assertThat(health().healthy()).isFalse();
      assertThat(run().answer()).isEqualTo(ANSWERED);
    }
  }

  @Test
  void anAnswerThatNeverEndsIsNotReadToItsEnd() throws Exception {
    var line = "X: %s\r\n".formatted("y".repeat(1000)).getBytes();
    var closed = new ConcurrentLinkedQueue<String>();
    try (var pod =
        PodPort.answering(
            caller -> {
              caller.getOutputStream().write("HTTP/1.1 200 OK\r\n".getBytes());
              try {
                while (true) caller.getOutputStream().write(line);
              } finally {
                closed.add("cut");
              }
            })) {
      watch(pod.address(), GET);
      assertThat(health().saying()).isEqualTo("no HTTP");
      await("the connection to be cut").until(() -> !closed.isEmpty());
    }
  }

  @Test
  void anAnswerThatStopsHalfwayIsASignOfLifeAndUnwell() throws Exception {
    try (var pod = PodPort.saying("HTTP/1.1 20")) {
      watch(pod.address(), GET);
      assertThat(health().saying()).isEqualTo("no whole answer");
      assertThat(run().answer()).isEqualTo(ANSWERED);
    }
  }

  @Test
  void theRequestIsThePolicysAndHoldsNoCredentials() throws Exception {
    try (var pod = PodPort.saying("HTTP/1.1 200 OK\r\n\r\n")) {
      watch(pod.address(), new HttpGet(false, "/a?b=c", List.of(new Header("X-A", "b c"))));
      health();
      assertThat(pod.heads().peek())
          .isEqualTo(
              "GET /a?b=c HTTP/1.1\r\nX-A: b c\r\nhost: 127.0.0.1:%d\r\n"
                      .formatted(pod.address().getPort())
                  + "user-agent: holdfast-probe\r\naccept: */*\r\nconnection: close\r\n\r\n");
    }
  }

  @Test
  void theHostCanBeGiven() throws Exception {
    try (var pod = PodPort.saying("HTTP/1.1 200 OK\r\n\r\n")) {
      watch(pod.address(), new HttpGet(false, "/", List.of(new Header("Host", "web.example"))));
      health();
      assertThat(pod.heads().peek()).contains("Host: web.example\r\n").doesNotContain("host: ");
    }
  }

  @Test
  void aRedirectIsHealthyAndNotFollowed() throws Exception {
    try (var other = PodPort.saying("HTTP/1.1 200 OK\r\n\r\n");
        var pod =
            PodPort.saying(
                "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:%d/\r\n\r\n"
                    .formatted(other.address().getPort()))) {
      watch(pod.address(), GET);
      await("several probes").until(() -> pod.heads().size() >= IN_A_ROW);
      assertThat(health().healthy()).isTrue();
      assertThat(other.heads()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a\r\nX: b", "/a b", "http://metadata/", "", "a", "/\u00e4", "/\t"})
  void aPathThatIsMoreThanAPathIsNeverSent(String path) {
    assertThatThrownBy(() -> new HttpGet(false, path, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"'X-A', 'b\r\nX-C: d'", "'X-A', 'b\nc'", "'X A', b", "'X:', b", "'', b"})
  void aHeaderThatIsMoreThanAHeaderIsNeverSent(String name, String value) {
    assertThatThrownBy(() -> new Header(name, value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aFrozenPodHangs() throws Exception {
    try (var frozen = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      watch((InetSocketAddress) frozen.getLocalSocketAddress(), GET);
      awaitMisses(HUNG);
      assertThat(engine.sockets()).isLessThanOrEqualTo(2);
      assertThat(engine.health("p")).isNull();
    }
  }

  @Test
  void aPodWhereNobodyListensRefuses() throws Exception {
    watch(NodeProbeTest.freePort(), GET);
    awaitMisses(REFUSED);
  }

  @Test
  void aPortThatIsConnectedToIsHealthyForTcp() throws Exception {
    try (var listens = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"))) {
      watch((InetSocketAddress) listens.getLocalSocketAddress(), new TcpSocket());
      assertThat(health().saying()).isEqualTo("connected");
      assertThat(run().answer()).isEqualTo(ANSWERED);
    }
  }

  @Test
  void aCertificateIsNotCheckedButTheStatusIs() throws Exception {
    try (var pod = new KubeletPort()) {
      var at = NodeProbeTest.freePort();
      pod.listen(at);
      watch(at, new HttpGet(true, "/", List.of()));
      assertThat(health().saying()).isEqualTo("HTTP 401");
      assertThat(run().answer()).isEqualTo(ANSWERED);
    }
  }

  @ParameterizedTest(name = "status {0}, health {1}: {2}")
  @CsvSource({
    "0, 1, true, serving",
    "0, 2, false, 'not serving, health status 2'",
    "0, 0, false, 'not serving, health status 0'",
    "5, 0, false, gRPC status 5",
    "12, 0, false, gRPC status 12"
  })
  void aServerOfGrpcIsAskedHowItIs(int grpcStatus, int status, boolean healthy, String saying)
      throws Exception {
    try (var pod = new HealthService(grpcStatus, status)) {
      watch(pod.address(), new Grpc(""));
      assertFound(healthy, saying);
      assertThat(run().answer()).isEqualTo(ANSWERED);
      assertThat(pod.asked().peek()).isEqualTo("\0\0\0\0\0");
    }
  }

  @Test
  void aServiceOfAServerOfGrpcIsAskedAboutByName() throws Exception {
    try (var pod = new HealthService(0, 1)) {
      watch(pod.address(), new Grpc("shop.Cart"));
      assertThat(health().healthy()).isTrue();
      assertThat(pod.asked().peek()).isEqualTo("\0\0\0\0\u000b\n\tshop.Cart");
    }
  }

  @Test
  void whoeverSpeaksNoGrpcIsUnwell() throws Exception {
    try (var pod = PodPort.saying("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      watch(pod.address(), new Grpc(""));
      assertThat(health().healthy()).isFalse();
      assertThat(run().answer()).isEqualTo(ANSWERED);
    }
  }

  private void assertFound(boolean healthy, String saying) {
    assertThat(health())
        .returns(healthy, ProbeHealth::healthy)
        .returns(saying, ProbeHealth::saying);
  }

  private void watch(InetSocketAddress at, ProbeKind kind) {
    var host = at.getAddress().getHostAddress();
    engine.watch(List.of(new ProbeTarget("p", host, at.getPort(), kind, PERIOD, PERIOD)));
  }

  private ProbeHealth health() {
    return await("its health").until(() -> engine.health("p"), health -> health != null);
  }

  private ProbeRun run() {
    return await("its run").until(() -> engine.run("p"), run -> run != null);
  }

  private void awaitMisses(ProbeAnswer answer) {
    await("three misses").until(() -> run().answer() == answer && run().isMissed(IN_A_ROW));
  }
}
