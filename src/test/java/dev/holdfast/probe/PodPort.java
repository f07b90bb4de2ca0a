package dev.holdfast.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Reads the head of each request and answers with bytes of our choice, then closes. */
final class PodPort implements AutoCloseable {
  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final Queue<String> heads = new ConcurrentLinkedQueue<>();
  private final Answer answer;

  /** Writes to whoever asked. */
  interface Answer {
    void to(Socket caller) throws IOException;
  }

  private PodPort(Answer answer) throws IOException {
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  static PodPort saying(String bytes) throws IOException {
    return answering(
        caller -> caller.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1)));
  }

  static PodPort answering(Answer answer) throws IOException {
    return new PodPort(answer);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
  }

  /** Of all requests so far, each up to its empty line. */
  Queue<String> heads() {
    return heads;
  }

  private void serve() {
    try {
      while (true) {
        var caller = socket.accept();
        Thread.ofVirtual().start(() -> serve(caller));
      }
    } catch (IOException closed) {
      return; // that is how it ends
    }
  }

  private void serve(Socket caller) {
    try (caller) {
      var head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = caller.getInputStream().read();
        if (next < 0) return;
        head.append((char) next);
      }
      heads.add(head.toString());
      answer.to(caller);
    } catch (IOException callerHungUp) {
      return; // it knows enough
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
