package dev.holdfast.kit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** One port of a pod that takes connections. */
final class PodPort {
  private final ServerSocket listener;
  private volatile PodAnswer answer;

  private PodPort(ServerSocket listener, PodAnswer answer) {
    this.listener = listener;
    this.answer = answer;
  }

  static PodPort open(InetSocketAddress endpoint, PodAnswer answer) throws IOException {
    var listener = new ServerSocket();
    listener.setReuseAddress(true);
    listener.bind(endpoint);
    var port = new PodPort(listener, answer);
    Thread.ofPlatform().start(port::accept);
    return port;
  }

  void answer(PodAnswer other) {
    answer = other;
  }

  void close() throws IOException {
    listener.close();
  }

  private void accept() {
    try {
      while (true) {
        var caller = listener.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      }
    } catch (IOException closed) {
      return; // that is how this thread ends
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      readRequest(caller);
      switch (answer) {
        case OK -> write(caller, "200 OK");
        case FAIL -> write(caller, "500 Internal Server Error");
        case HANG, REFUSE -> awaitEnd(caller);
      }
    } catch (IOException gone) {
      return; // the caller does not listen any more
    }
  }

  private static void readRequest(Socket caller) throws IOException {
    var lines = new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII));
    for (var line = lines.readLine(); line != null && !line.isEmpty(); ) line = lines.readLine();
  }

  private static void write(Socket caller, String status) throws IOException {
    var head = "HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n".formatted(status);
    caller.getOutputStream().write(head.getBytes(US_ASCII));
  }

  private static void awaitEnd(Socket caller) throws IOException {
    while (caller.getInputStream().read() >= 0) {}
  }
}
