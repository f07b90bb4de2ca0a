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
final class Tls implements Peer {
  private static final SSLContext CONTEXT = AnyCertificate.context();

  private final Reactor reactor;
  private final SecurePeer peer;
  private final SSLEngine engine;
  private final Line line;
  private @Nullable ByteBuffer rest;
  private boolean heard;
  private boolean ready;
  private boolean computing;
  private boolean closed;
  private boolean dropped;

  /** Begins to connect. */
  Tls(Reactor reactor, InetSocketAddress to, SecurePeer peer) {
    this.reactor = reactor;
    this.peer = peer;
    // Without the address no session is kept to be resumed: connections stand, memory is scarce.
    this.engine = CONTEXT.createSSLEngine();
    this.engine.setUseClientMode(true);
    this.line = Line.open(reactor, to, this);
  }

  @Override
  public void connected() {
    peer.connected();
    if (!closed) attempt(this::greet);
  }

  @Override
  public void received(ByteBuffer bytes) {
    if (!heard) {
      heard = true;
      peer.heard();
    }
    if (!closed) attempt(() -> unwrap(withRest(bytes)));
  }

  @Override
  public void ended(End how) {
    closed = true;
    peer.ended(how);
  }

  /** What is said must be little. */
  void send(byte[] plain) {
    attempt(() -> wrap(ByteBuffer.wrap(plain)));
  }

  /** It is we who are slow, not they. */
  boolean computing() {
    return computing;
  }

  Line line() {
    return line;
  }

  /** Without a word to the peer. */
  void close() {
    dropped = true;
    closed = true;
    line.close();
  }

  private void greet() throws SSLException {
    engine.beginHandshake();
    shake();
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

  private ByteBuffer withRest(ByteBuffer bytes) {
    var before = rest;
    rest = null;
    if (before == null) return bytes;
    return ByteBuffer.allocate(before.remaining() + bytes.remaining())
        .put(before)
        .put(bytes)
        .flip();
  }

  private void unwrap(ByteBuffer bytes) throws SSLException {
    while (bytes.hasRemaining() && !computing && !closed) {
      var plain = reactor.plain();
      var result = engine.unwrap(bytes, plain);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_UNDERFLOW) break;
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) throw new SSLException("closed");
      if (result.bytesProduced() > 0) peer.received(plain.flip());
      if (!closed) shake();
    }
    keep(bytes);
  }

  private void keep(ByteBuffer bytes) {
    if (!bytes.hasRemaining() || closed) return;
    rest = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
  }

  private void shake() throws SSLException {
    while (!closed) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
        case NEED_TASK -> {
          compute();
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

  private void compute() {
    computing = true;
    var task = engine.getDelegatedTask();
    reactor.compute(task == null ? () -> {} : task, this::computed);
  }

  private void computed() {
    computing = false;
    if (closed) return;
    attempt(this::shake);
    if (!computing && !closed) attempt(() -> unwrap(withRest(ByteBuffer.allocate(0))));
  }

  private void wrap(ByteBuffer plain) throws SSLException {
    var record = reactor.record();
    engine.wrap(plain, record);
    line.send(record.flip());
  }
}
