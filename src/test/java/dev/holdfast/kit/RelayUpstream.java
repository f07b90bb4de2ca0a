package dev.holdfast.kit;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** The relay's connections to the API server: with the administrator's certificate, or without. */
final class RelayUpstream {
  /** Each watch holds one. */
  private static final int CONNECTIONS = 2_000;

  /** Of one hop only, or set anew; answers stay uncompressed so that events can be read. */
  private static final Set<String> NOT_PASSED =
      Set.of("host", "connection", "transfer-encoding", "content-length", "accept-encoding");

  private final URI apiServer;
  private final HttpClient administrator;
  private final HttpClient anybody;

  RelayUpstream(Vertx vertx, ControlPlane plane) {
    var pki = plane.certificates();
    var trust = new PemTrustOptions().addCertPath(pki.resolve("ca.crt").toString());
    var own =
        new PemKeyCertOptions()
            .setCertPath(pki.resolve("admin.crt").toString())
            .setKeyPath(pki.resolve("admin.key").toString());
    var pool = new PoolOptions().setHttp1MaxSize(CONNECTIONS);
    this.apiServer = URI.create(plane.client().getMasterUrl().toString());
    this.administrator =
        vertx.createHttpClient(
            new HttpClientOptions().setSsl(true).setTrustOptions(trust).setKeyCertOptions(own),
            pool);
    this.anybody =
        vertx.createHttpClient(new HttpClientOptions().setSsl(true).setTrustOptions(trust), pool);
  }

  /**
   * Sends the caller's request.
   *
   * @param sent is given the request, to end it when the caller goes away
   */
  Future<HttpClientResponse> send(
      HttpServerRequest request, Buffer body, Consumer<HttpClientRequest> sent) {
    var client = request.headers().contains("Authorization") ? anybody : administrator;
    var options =
        new RequestOptions()
            .setMethod(request.method())
            .setHost(apiServer.getHost())
            .setPort(apiServer.getPort())
            .setURI(request.uri());
    return client
        .request(options)
        .compose(
            upstream -> {
              sent.accept(upstream);
              copy(request.headers(), upstream.headers());
              return upstream.send(body);
            });
  }

  static void copy(MultiMap from, MultiMap to) {
    from.forEach(
        header -> {
          if (!NOT_PASSED.contains(header.getKey().toLowerCase(Locale.ROOT))) {
            to.add(header.getKey(), header.getValue());
          }
        });
  }
}
