package dev.holdfast.probe;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * TLS over one line. Keys are computed beside the probing thread, which the line does not block.
 */
final class Tls implements Peer, Wire {
  private static final SSLContext CONTEXT = AnyCertificate.context();

  private final Reactor reactor;
  private final SecurePeer peer;
  private final SSLEngine engine;
  private final Line line;
  private final Rest rest = new Rest();
  private @Nullable ByteBuffer greeting;
  private long greetedAt;
  private boolean greeted;
  private boolean heard;
  private boolean ready;
  private boolean covered;
  private boolean computing;
  private volatile boolean closed;
  private boolean dropped;

  /** Begins to connect. */
  Tls(Reactor reactor, InetSocketAddress to, SecurePeer peer) {
    this.reactor = reactor;
    this.peer = peer;
    // Without the address no session is kept to be resumed: connections stand, memory is scarce.
    this.engine = CONTEXT.createSSLEngine();
    this.engine.setUseClientMode(true);
    this.greetedAt = reactor.nanos();
    this.line = Line.open(reactor, to, this);
  }

  @Override
  public void connected() {
    peer.connected();
  }

  @Override
  public int room() {
    return rest.room();
  }

  @Override
  public void received(ByteBuffer bytes) {
    if (!heard) {
      heard = true;
      peer.heard();
    }
    if (covered) peer.received(bytes);
    else if (!closed) attempt(() -> unwrap(rest.with(bytes)));
  }

  /**
   * From now on what comes is passed on as it came: who waits for a sign of life need not know what
   * it says, and to decrypt it is dear.
   */
  void leaveCovered() {
    covered = true;
  }

  @Override
  public void ended(End how) {
    closed = true;
    peer.ended(how);
  }

  /** Once, after it is connected. */
  void greet() {
    if (closed || greeted) return;
    greeted = true;
    compute(this::hello);
  }

  @Override
  public void send(ByteBuffer plain) {
    attempt(() -> wrap(plain));
  }

  @Override
  public boolean isComputing() {
    return computing;
  }

  @Override
  public long spokenAt() {
    return greetedAt;
  }

  @Override
  public void keepAlive() {
    line.keepAlive();
  }

  @Override
  public void leaveAlone() {
    line.leaveAlone();
  }

  /** Another question is asked, so that another answer may come. */
  void allowAnswer() {
    line.allowAnswer();
  }

  @Override
  public void close() {
    dropped = true;
    closed = true;
    line.close();
  }

  /** Chooses a key, so it is dear. */
  private void hello() {
    if (closed) return;
    try {
      engine.beginHandshake();
      var record = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
      engine.wrap(ByteBuffer.allocate(0), record);
      greeting = record.flip();
    } catch (SSLException e) {
      throw new IllegalStateException("No hello of TLS", e);
    }
  }

  private interface Attempt {
    void run() throws SSLException;
  }

  private void attempt(Attempt attempt) {
    try {
      attempt.run();
    } catch (SSLException theySpeakOtherwise) {
      closed = true;
      line.close();
      reactor.later(this::tellTheEnd);
    }
  }

  private void tellTheEnd() {
    if (!dropped) peer.ended(End.CLOSED);
  }

  private void unwrap(ByteBuffer bytes) throws SSLException {
    while (bytes.hasRemaining() && !computing && !closed) {
      var plain = reactor.scratch().plain();
      var result = engine.unwrap(bytes, plain);
      if (isCutShort(result.getStatus())) break;
      if (result.bytesProduced() > 0) peer.received(plain.flip());
      if (!closed) shake();
    }
    if (!closed && !covered) rest.keep(bytes);
  }

  /** There always is room for what one record holds: the JDK refuses longer ones. */
  private static boolean isCutShort(SSLEngineResult.Status status) throws SSLException {
    return switch (status) {
      case OK -> false;
      case BUFFER_UNDERFLOW -> true;
      case BUFFER_OVERFLOW, CLOSED -> throw new SSLException("closed, or no TLS");
    };
  }

  private void shake() throws SSLException {
    while (!closed) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
        case NEED_TASK -> {
          var task = engine.getDelegatedTask();
          compute(task == null ? () -> {} : task);
          return;
        }
        case NOT_HANDSHAKING, FINISHED -> {
          becomeReady();
          return;
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          return;
        }
      }
    }
  }

  private void becomeReady() {
    if (ready || !heard) return;
    ready = true;
    peer.ready();
  }

  private void compute(Runnable task) {
    computing = true;
    reactor.compute(task, this::computed);
  }

  private void computed() {
    computing = false;
    if (closed) return;
    sendHello();
    attempt(this::shake);
    if (!computing && !closed) attempt(() -> unwrap(rest.with(ByteBuffer.allocate(0))));
  }

  private void sendHello() {
    var hello = greeting;
    if (hello == null) return;
    greeting = null;
    greetedAt = reactor.nanos();
    line.send(hello);
  }

  private void wrap(ByteBuffer plain) throws SSLException {
    var record = reactor.scratch().record();
    engine.wrap(plain, record);
    line.send(record.flip());
  }
}
