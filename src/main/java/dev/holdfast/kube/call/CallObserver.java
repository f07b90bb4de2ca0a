package dev.holdfast.kube.call;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Tells of each request to the API server when it is answered, or it is clear that it will not be.
 * The client tells of a failure only where it tries again, so what was sent is kept until its
 * answer.
 */
public final class CallObserver implements Interceptor {
  public static final String NAME = "holdfast-calls";

  /** No request of ours waits longer than 12 s. */
  static final Duration GIVEN_UP = Duration.ofSeconds(30);

  private static final int NO_ANSWER = 0;

  private final Listener listener;
  private final LongSupplier nanos;
  private final Map<UUID, Sent> waiting = new ConcurrentHashMap<>();

  private record Sent(ApiCall call, long at) {}

  /** Told on the client's own threads, so it must be quick. */
  @FunctionalInterface
  public interface Listener {
    /**
     * A request is over.
     *
     * @param verb as the API server's rights call it
     * @param resource with its subresource, as in {@code pods/eviction}
     * @param code its HTTP status; 0 where none came
     */
    void called(String verb, String resource, int code);
  }

  /**
   * @param nanos the monotonic clock
   */
  public CallObserver(Listener listener, LongSupplier nanos) {
    this.listener = listener;
    this.nanos = nanos;
  }

  /** Asked for right before a request is sent, with the very request; not for web sockets. */
  @Override
  public AsyncBody.Consumer<List<ByteBuffer>> consumer(
      AsyncBody.Consumer<List<ByteBuffer>> consumer, HttpRequest request) {
    long now = nanos.getAsLong();
    giveUp(now);
    waiting.put(request.id(), new Sent(call(request), now));
    return consumer;
  }

  private void giveUp(long now) {
    waiting.forEach(
        (id, sent) -> {
          boolean isOver = now - sent.at() > GIVEN_UP.toNanos();
          if (isOver && waiting.remove(id, sent)) tell(sent.call(), NO_ANSWER);
        });
  }

  @Override
  public void after(
      HttpRequest request,
      HttpResponse<?> response,
      AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    waiting.remove(request.id());
    tell(call(request), response.code());
  }

  /** All but watches, which are web sockets, are given up in time. */
  @Override
  public void afterConnectionFailure(HttpRequest request, Throwable failure) {
    var call = call(request);
    if (call.isWatch()) tell(call, NO_ANSWER);
  }

  private static ApiCall call(HttpRequest request) {
    return ApiCall.of(request.method(), request.uri());
  }

  private void tell(ApiCall call, int code) {
    listener.called(call.verb(), call.resource(), code);
  }
}
