package dev.holdfast.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.ops.SteadyClock;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much is read, and when. */
class LineTest {
  private final Reactor reactor = new Reactor("test-probes", new SteadyClock());

  @AfterEach
  void end() {
    reactor.close();
  }

  @Test
  void noMoreIsReadThanTheOtherCanTake() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var taker = new Taker(10);
      reactor.execute(() -> Line.open(reactor, address(server), taker));
      reactor.start();
      server.accept().getOutputStream().write(new byte[25]);
      await("all it can take").until(() -> taker.left.get() == 0);
      assertThat(taker.taken).containsExactly(10);
      reactor.execute(() -> taker.left.set(10));
      await("the next of it").until(() -> taker.taken.size() == 2);
    }
  }

  @Test
  void ofOneAnswerNoMoreIsReadThanItsBudget() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var taker = new Taker(Integer.MAX_VALUE);
      reactor.execute(() -> Line.open(reactor, address(server), taker));
      reactor.start();
      server.accept().getOutputStream().write(new byte[Line.BUDGET + 1]);
      await("its end").until(() -> taker.ended);
      assertThat(taker.taken.stream().mapToInt(n -> n).sum()).isEqualTo(Line.BUDGET);
    }
  }

  @Test
  void whileKeysAreComputedNoMoreThanOneRecordIsKept() throws Exception {
    try (var server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      var link = new Tls(reactor, address(server), new Taker(0));
      link.greet(); // what was computed is told in a tick, and this reactor has none
      link.received(ByteBuffer.allocate(10_000));
      assertThat(link.room()).isEqualTo(Scratch.RECORD - 10_000);
      link.received(ByteBuffer.allocate(link.room()));
      assertThat(link.room()).isZero();
    }
  }

  private static InetSocketAddress address(ServerSocket server) {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** Takes some bytes, and then none. */
  private static final class Taker implements SecurePeer {
    private final Queue<Integer> taken = new ConcurrentLinkedQueue<>();
    private final AtomicInteger left;
    private volatile boolean ended;

    Taker(int left) {
      this.left = new AtomicInteger(left);
    }

    @Override
    public int room() {
      return left.get();
    }

    @Override
    public void received(ByteBuffer bytes) {
      taken.add(bytes.remaining());
      left.addAndGet(-bytes.remaining());
    }

    @Override
    public void connected() {}

    @Override
    public void heard() {}

    @Override
    public void ready() {}

    @Override
    public void ended(End how) {
      ended = true;
    }
  }
}
