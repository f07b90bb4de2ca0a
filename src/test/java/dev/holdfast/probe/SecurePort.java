package dev.holdfast.probe;

import io.netty.handler.ssl.util.SelfSignedCertificate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Agrees keys, awaits the first byte of a request, and then says what it likes. */
final class SecurePort implements AutoCloseable {
  private static final SSLContext TLS = selfSigned();

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
  private final Answer answer;

  /** Writes to whoever asked, by the keys that were agreed or past them. */
  interface Answer {
    void to(OutputStream secret, OutputStream bare) throws IOException;
  }

  SecurePort(Answer answer) throws IOException {
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  private static SSLContext selfSigned() {
    try {
      var own = new SelfSignedCertificate("pod", "EC", 256);
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("pod", own.key(), new char[0], new Certificate[] {own.cert()});
      var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, new char[0]);
      var context = SSLContext.getInstance("TLS");
      context.init(keys.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("No certificate for pods", e);
    }
  }

  InetSocketAddress address() {
    return (InetSocketAddress) socket.getLocalSocketAddress();
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
    try (caller;
        var secret = TLS.getSocketFactory().createSocket(caller, null, true)) {
      if (secret.getInputStream().read() < 0) return;
      answer.to(secret.getOutputStream(), caller.getOutputStream());
    } catch (IOException callerHungUp) {
      return; // it knows enough
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
