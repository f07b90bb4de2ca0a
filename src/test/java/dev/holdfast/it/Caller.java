package dev.holdfast.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

/** What a plain client sees of a port. */
final class Caller {
  private static final int PATIENCE_MILLIS = 1000;
  private static final int LITTLE_PATIENCE_MILLIS = 100;

  private Caller() {}

  /** To an HTTP request. */
  static String answer(String address, int port) throws IOException {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write("GET /healthz HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  /** Whether the first packets each way get through. */
  static boolean connects(String address, int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), LITTLE_PATIENCE_MILLIS);
      return true;
    } catch (IOException lost) {
      return false;
    }
  }

  static Duration timeToConnect(String address, int port) throws IOException {
    var start = System.nanoTime();
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port));
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
