package dev.holdfast.kit;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The watches that a relay holds open. */
final class OpenWatches {
  private static final String GONE =
      """
      {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","code":410,\
      "reason":"Expired","message":"too old resource version, by the test kit's relay"}}
      """;

  private final Map<ApiCall, HttpServerRequest> open = new ConcurrentHashMap<>();

  void add(ApiCall watch, HttpServerRequest request) {
    open.put(watch, request);
  }

  void remove(ApiCall call) {
    open.remove(call);
  }

  List<ApiCall> calls() {
    return List.copyOf(open.keySet());
  }

  void expire(Predicate<ApiCall> which) {
    open.keySet().stream().filter(which).toList().forEach(this::expire);
  }

  private void expire(ApiCall watch) {
    var request = open.remove(watch);
    if (request == null || request.response().closed() || request.response().ended()) return;
    request.response().write(Buffer.buffer(GONE)).onComplete(said -> request.connection().close());
  }
}
