package dev.holdfast.alarm;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** A receiver on loopback whose answers never end: a beginning, and then the same for ever. */
final class Endless implements AutoCloseable {
  private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  private final byte[] beginning;
  private final byte[] more;

  Endless(String beginning, String more) throws IOException {
    this.beginning = beginning.getBytes(US_ASCII);
    this.more = more.getBytes(US_ASCII);
    Thread.ofVirtual().start(this::answer);
  }

  private void answer() {
    try (var caller = server.accept()) {
      awaitRequest(caller);
      caller.getOutputStream().write(beginning);
      while (!server.isClosed()) caller.getOutputStream().write(more);
    } catch (IOException hungUp) {
      // as it should
    }
  }

  private static void awaitRequest(Socket caller) throws IOException {
    if (caller.getInputStream().read() < 0) throw new IOException("no request");
  }

  String url() {
    return "http://127.0.0.1:" + server.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
