package dev.holdfast.sim;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The Kubernetes client's way to the played API server: each request is over when it returns. */
final class Transport implements HttpClient {
  private final Route route;
  private final long timeout;

  private Transport(Route route, long timeout) {
    this.route = route;
    this.timeout = timeout;
  }

  /** For the client's builder. */
  static Factory factory(Route route) {
    return new Factory() {
      @Override
      public Builder newBuilder() {
        return new Making(this, new Transport(route, Route.PATIENCE));
      }

      @Override
      public Builder newBuilder(Config config) {
        return newBuilder();
      }
    };
  }

  @Override
  public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, Class<T> type) {
    try {
      var answer = route.request(request, timeout);
      return CompletableFuture.completedFuture(
          new Answered<>(request, answer.code(), type.cast(body(answer, type))));
    } catch (Route.Lost lost) {
      return CompletableFuture.failedFuture(lost);
    }
  }

  private static Object body(Route.Response answer, Class<?> type) {
    return type == String.class ? new String(answer.body(), StandardCharsets.UTF_8) : answer.body();
  }

  @Override
  public CompletableFuture<HttpResponse<AsyncBody>> consumeBytes(
      HttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    throw new UnsupportedOperationException("nobody streams here: " + request.uri());
  }

  @Override
  public WebSocket.Builder newWebSocketBuilder() {
    throw new UnsupportedOperationException("watches are played apart");
  }

  @Override
  public HttpRequest.Builder newHttpRequestBuilder() {
    return new StandardHttpRequest.Builder();
  }

  /** The client makes one for each timeout that it wants. */
  @Override
  public DerivedClientBuilder newBuilder() {
    return new Making(factory(route), this);
  }

  @Override
  public void close() {}

  @Override
  public boolean isClosed() {
    return false;
  }

  private static final class Making extends StandardHttpClientBuilder<HttpClient, Factory, Making> {
    private Transport made;

    Making(Factory factory, Transport made) {
      super(factory);
      this.made = made;
    }

    @Override
    public DerivedClientBuilder tag(Object tag) {
      if (tag instanceof RequestConfig config) {
        made = new Transport(made.route, config.getRequestTimeout());
      }
      return this;
    }

    @Override
    public HttpClient build() {
      return made;
    }

    @Override
    protected Making newInstance(Factory factory) {
      return new Making(factory, made);
    }
  }

  private record Answered<T>(HttpRequest request, int code, T body) implements HttpResponse<T> {
    @Override
    public Optional<HttpResponse<?>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public List<String> headers(String name) {
      return List.of();
    }

    @Override
    public Map<String, List<String>> headers() {
      return Map.of();
    }
  }
}
