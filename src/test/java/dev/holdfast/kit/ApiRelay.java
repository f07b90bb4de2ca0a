package dev.holdfast.kit;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * A plain HTTP relay in front of the API server, on loopback, that can let each call meet another
 * {@link Fate}. A caller without a token is the cluster's administrator; a bearer token is passed
 * on.
 *
 * <p>fabric8 tries WebSockets for watches first. The relay answers those with 200, whereupon
 * fabric8 watches over plain HTTP, one event a line, and nothing needs to be set in the caller.
 */
public final class ApiRelay implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx();
  private final ControlPlane plane;
  private final RelayUpstream upstream;
  private final HttpServer server;
  private final AtomicInteger calls = new AtomicInteger();
  private final OpenWatches watches = new OpenWatches();
  private volatile RelayRules rules = RelayRules.PASS_ALL;

  private ApiRelay(ControlPlane plane) {
    this.plane = plane;
    this.upstream = new RelayUpstream(vertx, plane);
    var options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(0)
            .setHttp2ClearTextEnabled(false)
            .setMaxFormAttributeSize(-1);
    this.server = vertx.createHttpServer(options).requestHandler(this::handle);
  }

  /** Listens when this returns; passes everything until {@link #follow} says otherwise. */
  public static ApiRelay to(ControlPlane plane) throws IOException {
    var relay = new ApiRelay(plane);
    relay.server.listen().toCompletionStage().toCompletableFuture().join();
    relay.warmUp();
    return relay;
  }

  /** From the next call on. */
  public void follow(RelayRules changed) {
    rules = changed;
  }

  /** Ends open watches as the API server ends those whose history it has thrown away. */
  public void expire(Predicate<ApiCall> which) {
    watches.expire(which);
  }

  /** Those that are open now. */
  public List<ApiCall> watches() {
    return watches.calls();
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /** For the administrator, through this relay. */
  public Path kubeconfig() throws IOException {
    return write("relay-" + server.actualPort(), "{}");
  }

  /** For the owner of the token, through this relay. */
  public Path kubeconfig(String token) throws IOException {
    return write("relay-" + server.actualPort() + "-token", "{token: \"" + token + "\"}");
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** The first call may take a second, more than some callers wait; it is not counted. */
  private void warmUp() throws IOException {
    URI.create(url() + "/readyz").toURL().openStream().close();
    calls.set(0);
  }

  private void handle(HttpServerRequest request) {
    if (Objects.requireNonNullElse(request.getHeader("Upgrade"), "").equals("websocket")) {
      request.response().setStatusCode(200).end();
      return;
    }
    var following = rules;
    request
        .body()
        .onSuccess(
            body -> {
              var exchange = new RelayedCall(vertx, upstream, following, watches, request, body);
              exchange.meet(calls.incrementAndGet());
            });
  }

  private Path write(String name, String user) throws IOException {
    return Files.writeString(
        plane.folder().resolve(name + ".yaml"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: relay, cluster: {server: "%s"}}]
        users: [{name: caller, user: %s}]
        contexts: [{name: relay, context: {cluster: relay, user: caller}}]
        current-context: relay
        """
            .formatted(url(), user));
  }
}
