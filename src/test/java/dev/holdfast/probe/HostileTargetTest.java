package dev.holdfast.probe;

import static dev.holdfast.signal.ProbeAnswer.ANSWERED;
import static dev.holdfast.signal.ProbeAnswer.REFUSED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.ops.SteadyClock;
import dev.holdfast.probe.ProbeKind.Grpc;
import dev.holdfast.probe.ProbeKind.HttpGet;
import dev.holdfast.probe.ProbeKind.NodeKubelet;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ports on loopback that want to keep us from looking at others. */
@Timeout(60)
class HostileTargetTest {
  /** The longest that a tenant may set: whatever is to be seen is seen long before. */
  private static final Duration LONG = Duration.ofSeconds(60);

  private static final Duration SHORT = Duration.ofMillis(400);
  private static final HttpGet GET = new HttpGet(false, "/", List.of());
  private static final HttpGet SECURE_GET = new HttpGet(true, "/", List.of());
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".repeat(100).getBytes(StandardCharsets.US_ASCII);

  /** A server of HTTP/2 begins so. */
  private static final byte[] SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};

  /** Answers to PINGs that nobody sent: they are answered by nobody. */
  private static final byte[] PINGED =
      "\0\0\10\6\1\0\0\0\0........".repeat(100).getBytes(StandardCharsets.US_ASCII);

  private final AtomicInteger openWhenNodeWasTold = new AtomicInteger();
  private final CountDownLatch stalling = new CountDownLatch(1);
  private final CountDownLatch stalled = new CountDownLatch(1);
  private final Queue<String> cut = new ConcurrentLinkedQueue<>();
  private final ProbeEngine engine = new ProbeEngine(new SteadyClock(), this::hear);

  private void hear(String id) {
    if (id.equals("node")) openWhenNodeWasTold.compareAndSet(0, engine.sockets());
    if (!id.equals("stalls")) return;
    stalling.countDown();
    awaitQuietly(stalled);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void end() {
    stalled.countDown();
    engine.close();
  }

  @Test
  void aNodeDoesNotWaitUntilSilentPodsWereAsked() throws Exception {
    try (var frozen = frozen()) {
      engine.watch(silentPods(300, frozen));
      var targets = new ArrayList<>(silentPods(300, frozen));
      targets.add(node(NodeProbeTest.freePort(), SHORT));
      engine.watch(targets);
      awaitAnswer("node", REFUSED);
      assertThat(openWhenNodeWasTold).hasValueLessThan(300);
    }
  }

  @Test
  void aPodDoesNotWaitUntilSilentPodsHadTheirTime() throws Exception {
    try (var frozen = frozen();
        var well = PodPort.saying("HTTP/1.1 200 OK\r\n\r\n")) {
      engine.watch(silentPods(100, frozen));
      var targets = new ArrayList<>(silentPods(100, frozen));
      targets.add(pod("well", well.address(), GET));
      engine.watch(targets);
      awaitAnswer("well", ANSWERED);
    }
  }

  @Test
  void nodesAreAskedInTimeWhilePodsKeepTheirThreadBusy() throws Exception {
    var stalls = pod("stalls", NodeProbeTest.freePort(), GET);
    engine.watch(List.of(stalls));
    stalling.await();
    engine.watch(List.of(stalls, node(NodeProbeTest.freePort(), SHORT)));
    awaitRun("node", run -> run.isMissed(3));
  }

  @Test
  void repliesOfHttpWithoutEndAreCutShort() throws Exception {
    try (var pod = PodPort.answering(caller -> sayForEver(CONTINUE, caller.getOutputStream()))) {
      engine.watch(List.of(pod("p", pod.address(), GET)));
      assertNothingWholeCame();
    }
  }

  @Test
  void framesOfHttp2WithoutEndAreCutShort() throws Exception {
    try (var pod =
        PodPort.answering(
            caller -> {
              caller.getOutputStream().write(SETTINGS);
              sayForEver(PINGED, caller.getOutputStream());
            })) {
      engine.watch(List.of(pod("p", pod.address(), new Grpc(""))));
      assertNothingWholeCame();
    }
  }

  @Test
  void recordsOfTlsWithoutEndAreCutShort() throws Exception {
    try (var pod = new SecurePort((secret, bare) -> sayForEver(CONTINUE, secret))) {
      engine.watch(List.of(pod("p", pod.address(), SECURE_GET)));
      assertNothingWholeCame();
    }
  }

  @Test
  void aKubeletThatDoesNotStopIsCutShort() throws Exception {
    try (var kubelet = new SecurePort((secret, bare) -> sayForEver(CONTINUE, secret))) {
      engine.watch(List.of(node(kubelet.address(), Duration.ofSeconds(1))));
      awaitAnswer("node", ANSWERED);
      await("the connection to be cut").until(() -> !cut.isEmpty());
    }
  }

  private void sayForEver(byte[] bytes, OutputStream to) throws IOException {
    try {
      while (true) to.write(bytes);
    } finally {
      cut.add("cut");
    }
  }

  private void assertNothingWholeCame() {
    var health = await("its health").until(() -> engine.health("p"), Objects::nonNull);
    assertThat(health.saying()).isEqualTo("no whole answer");
    awaitAnswer("p", ANSWERED);
  }

  private void awaitAnswer(String id, ProbeAnswer answer) {
    awaitRun(id, run -> run.answer() == answer);
  }

  private void awaitRun(String id, Predicate<ProbeRun> holds) {
    await(id).until(() -> engine.run(id) instanceof ProbeRun run && holds.test(run));
  }

  private static ServerSocket frozen() throws IOException {
    return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  }

  private static List<ProbeTarget> silentPods(int many, ServerSocket at) {
    var address = (InetSocketAddress) at.getLocalSocketAddress();
    return IntStream.range(0, many).mapToObj(n -> pod("silent " + n, address, GET)).toList();
  }

  private static ProbeTarget pod(String id, InetSocketAddress at, ProbeKind kind) {
    return target(id, at, kind, LONG);
  }

  private static ProbeTarget node(InetSocketAddress at, Duration period) {
    return target("node", at, new NodeKubelet(), period);
  }

  private static ProbeTarget target(
      String id, InetSocketAddress at, ProbeKind kind, Duration period) {
    var host = at.getAddress().getHostAddress();
    return new ProbeTarget(id, host, at.getPort(), kind, period, period);
  }
}
