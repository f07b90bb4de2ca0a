package dev.holdfast.probe;

import static dev.holdfast.signal.ProbeAnswer.ANSWERED;
import static dev.holdfast.signal.ProbeAnswer.HUNG;
import static dev.holdfast.signal.ProbeAnswer.REFUSED;
import static dev.holdfast.signal.ProbeAnswer.SILENT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kit.HostFront;
import dev.holdfast.kit.HostFront.Mode;
import dev.holdfast.kit.KubeletPort;
import dev.holdfast.ops.SteadyClock;
import dev.holdfast.signal.ProbeAnswer;
import dev.holdfast.signal.ProbeRun;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A port on loopback that answers, freezes, refuses and falls silent. */
class NodeProbeTest {
  /** Shorter than in use, so that the tests are. */
  private static final Duration PERIOD = Duration.ofMillis(400);

  /** So long that no busy machine makes a miss of an answer. */
  private static final Duration LONG = Duration.ofSeconds(1);

  private static final int IN_A_ROW = 3;
  private static final Duration TICK = Duration.ofNanos(Reactor.TICK);

  private final SteadyClock clock = new SteadyClock();
  private final Queue<String> told = new ConcurrentLinkedQueue<>();
  private final ProbeEngine engine = new ProbeEngine(clock, this::hear);
  private CountDownLatch stalled = new CountDownLatch(0);
  private InetSocketAddress outside;
  private KubeletPort kubelet;
  private HostFront front;

  /** Called by the probing thread: whoever makes it wait here stalls all probes. */
  private void hear(String id) {
    var run = Objects.requireNonNull(engine.run(id));
    told.add(id + " " + run.answer());
    if (run.answer().isMiss()) awaitQuietly(stalled);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @BeforeEach
  void aKubeletThatAnswers() throws Exception {
    outside = freePort();
    var inside = freePort();
    kubelet = new KubeletPort();
    kubelet.listen(inside);
    front = new HostFront(outside, inside);
    front.become(Mode.ANSWERING);
    watch(PERIOD);
  }

  private void watch(Duration period) {
    engine.watch(List.of(target("n1", outside, period)));
    awaitRun("answers", run -> run.answer() == ANSWERED && run.inARow() > 1);
    told.clear();
  }

  @AfterEach
  void end() {
    engine.close();
    front.close();
    kubelet.close();
  }

  @Test
  void aRefusalToServeUsIsAnAnswer() {
    watch(LONG);
    int before = kubelet.greeted();
    awaitRun("answers in a row", run -> run.inARow() > IN_A_ROW);
    assertThat(kubelet.greeted()).isEqualTo(before);
  }

  @Test
  void aSteadyAnswerIsNoNews() {
    watch(LONG);
    awaitRun("answers in a row", run -> run.inARow() > IN_A_ROW);
    assertThat(told).isEmpty();
  }

  @Test
  void aFrozenProcessHangsAlthoughItsKernelAccepts() throws Exception {
    kubelet.freeze();
    awaitMisses(HUNG);
  }

  @Test
  void aFrozenProcessIsNotLeftWithAConnectionForEachProbe() throws Exception {
    kubelet.freeze();
    awaitRun("many misses", run -> run.answer() == HUNG && run.inARow() >= 8);
    assertThat(engine.sockets()).isLessThanOrEqualTo(2);
  }

  @Test
  void aProcessThatThawsAnswersAgain() throws Exception {
    kubelet.freeze();
    awaitMisses(HUNG);
    kubelet.thaw();
    awaitRun("answers", run -> run.answer() == ANSWERED && run.inARow() >= IN_A_ROW);
    assertThat(told).last().isEqualTo("n1 ANSWERED");
  }

  @Test
  void aHostThatGoesSilentOnAStandingConnectionIsSilentAndDoesNotHang() {
    front.become(Mode.SILENT);
    awaitMisses(SILENT);
    assertThat(told).containsExactly("n1 SILENT", "n1 SILENT", "n1 SILENT");
  }

  @Test
  void aHostThatComesBackAnswersAgain() {
    front.become(Mode.SILENT);
    awaitMisses(SILENT);
    front.become(Mode.ANSWERING);
    awaitRun("an answer", run -> run.answer() == ANSWERED && run.missingSince() == null);
  }

  @Test
  void aPortWhereNobodyListensRefuses() throws Exception {
    front.become(Mode.REFUSING);
    kubelet.hangUp();
    awaitMisses(REFUSED);
  }

  @Test
  void aServerThatClosesAConnectionMissesNothing() throws Exception {
    watch(LONG);
    int before = kubelet.greeted();
    kubelet.hangUp();
    await("a new connection").until(() -> kubelet.greeted() == before + 1);
    awaitRun("more answers", run -> run.inARow() > IN_A_ROW);
    assertThat(told).isEmpty();
  }

  @Test
  void aProbeDuringWhichWeStoodStillOurselvesIsNoMiss() {
    stalled = new CountDownLatch(1);
    front.become(Mode.SILENT);
    awaitRun("the first miss, at which we stall", run -> run.answer() == SILENT);
    stallUntil(clock.now().plus(PERIOD.multipliedBy(3)));
    var end = clock.now();
    awaitRun("the second miss", run -> run.inARow() >= 2);
    assertThat(clock.now()).isAfterOrEqualTo(end.plus(PERIOD).minus(TICK));
  }

  @Test
  void anAnswerThatCameWhileWeStoodStillIsAnAnswer() throws Exception {
    stalled = new CountDownLatch(1);
    kubelet.freeze();
    awaitRun("the first miss, at which we stall", run -> run.answer() == HUNG);
    kubelet.thaw();
    stallUntil(clock.now().plus(PERIOD.multipliedBy(3)));
    awaitRun("an answer", run -> run.answer() == ANSWERED);
    assertThat(told).containsExactly("n1 HUNG", "n1 ANSWERED");
  }

  private void stallUntil(Instant then) {
    await("a stall").until(() -> clock.now().isAfter(then));
    stalled.countDown();
  }

  @Test
  void aChangedAddressStartsAfresh() throws Exception {
    awaitRun("answers in a row", run -> run.inARow() > IN_A_ROW);
    engine.watch(List.of(target("n1", freePort(), PERIOD)));
    awaitRun("refusals", run -> run.answer() == REFUSED);
    assertThat(Objects.requireNonNull(engine.run("n1")).answeredAt()).isNull();
  }

  @Test
  void aTargetThatIsSaidAgainIsLeftAlone() {
    watch(LONG);
    int before = kubelet.greeted();
    engine.watch(List.of(target("n1", outside, LONG)));
    awaitRun("answers in a row", run -> run.inARow() > IN_A_ROW);
    assertThat(kubelet.greeted()).isEqualTo(before);
  }

  @Test
  void aTargetThatIsDroppedLeavesNoSocketBehind() throws Exception {
    var more = IntStream.range(0, 20).mapToObj(n -> target("m" + n, outside, PERIOD)).toList();
    engine.watch(more);
    await("connections").until(() -> kubelet.connections() == more.size());
    engine.watch(List.of());
    await("none").until(() -> kubelet.connections() == 0 && engine.sockets() == 0);
    assertThat(engine.runs()).isEmpty();
  }

  private static ProbeTarget target(String id, InetSocketAddress at, Duration period) {
    var kind = new ProbeKind.NodeKubelet();
    return new ProbeTarget(
        id, at.getAddress().getHostAddress(), at.getPort(), kind, period, period);
  }

  private void awaitMisses(ProbeAnswer answer) {
    var from = clock.now();
    awaitRun("three misses", run -> run.answer() == answer && run.isMissed(IN_A_ROW));
    var run = Objects.requireNonNull(engine.run("n1"));
    assertThat(run.missingSince()).isBetween(from.minus(PERIOD), Instant.MAX);
  }

  private void awaitRun(String what, Predicate<ProbeRun> holds) {
    await(what)
        .pollInterval(Duration.ofMillis(10))
        .pollDelay(Duration.ZERO)
        .until(() -> engine.run("n1") instanceof ProbeRun run && holds.test(run));
  }

  static InetSocketAddress freePort() throws Exception {
    try (var socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }
}
