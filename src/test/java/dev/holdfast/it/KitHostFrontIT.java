package dev.holdfast.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.Scene;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the kubelet's port of a host shows to those who knock. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class KitHostFrontIT {
  private static final int KUBELET = 10250;
  private static final int PATIENCE_MILLIS = 600;

  /** Of whoever waits for what surely comes, on whatever machine. */
  private static final int LONG_PATIENCE_MILLIS = 30_000;

  @Test
  void aHostAnswersRefusesHangsOrIsSilent(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    scene.eventually().until("the kubelet answers", () -> healthz(host).contains("200 OK"));

    host.freeze();
    assertThatThrownBy(() -> healthz(host))
        .isInstanceOf(SocketTimeoutException.class)
        .hasMessageContaining("Read");
    host.thaw();
    scene.eventually().until("the kubelet answers", () -> healthz(host).contains("200 OK"));

    host.loseKubelet();
    assertThatThrownBy(() -> healthz(host)).isInstanceOf(ConnectException.class);
    host.comeBack();
    scene.eventually().until("the kubelet answers", () -> healthz(host).contains("200 OK"));

    host.cutOff();
    for (int attempt = 0; attempt < 3; attempt++) {
      assertThatThrownBy(() -> healthz(host))
          .isInstanceOf(SocketTimeoutException.class)
          .hasMessageContaining("Connect");
    }
    host.comeBack();
    scene.eventually().until("the kubelet answers", () -> healthz(host).contains("200 OK"));
  }

  @Test
  void aWellHostSaysHelloOverTlsAsKubeletsDo(Scene scene) throws Exception {
    var host = scene.hosts("a").host(0);
    scene.eventually().until("the kubelet answers", () -> healthz(host).contains("200 OK"));
    try (var plain = connect(host);
        var tls = trusting().createSocket(plain, host.address(), KUBELET, true)) {
      plain.setSoTimeout(LONG_PATIENCE_MILLIS);
      assertThat(((SSLSocket) tls).getSession().getProtocol()).startsWith("TLSv1");

      host.freeze();
      plain.setSoTimeout(PATIENCE_MILLIS);
      tls.getOutputStream().write("GET /healthz HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      assertThatThrownBy(() -> tls.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      plain.setSoTimeout(LONG_PATIENCE_MILLIS);
      host.thaw();
      assertThat(tls.getInputStream().readAllBytes()).asString(US_ASCII).contains("200 OK");
    }
  }

  /** What a plain HTTP client sees at the kubelet's port. */
  private static String healthz(FakeHost host) throws IOException {
    try (var socket = connect(host)) {
      socket.getOutputStream().write("GET /healthz HTTP/1.0\r\n\r\n".getBytes(US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), US_ASCII);
    }
  }

  private static Socket connect(FakeHost host) throws IOException {
    var socket = new Socket();
    socket.connect(new InetSocketAddress(host.address(), KUBELET), PATIENCE_MILLIS);
    socket.setSoTimeout(PATIENCE_MILLIS);
    return socket;
  }

  /** A kubelet's certificate is not what is tested here. */
  private static SSLSocketFactory trusting() throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Trusting()}, null);
    return context.getSocketFactory();
  }

  private static final class Trusting implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
