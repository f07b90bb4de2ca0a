package dev.holdfast.kit;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.parsetools.RecordParser;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One call through the relay: its rules are asked, then it meets its fate. */
final class RelayedCall {
  private final Vertx vertx;
  private final RelayUpstream upstream;
  private final RelayRules rules;
  private final OpenWatches watches;
  private final HttpServerRequest request;
  private final Buffer body;

  RelayedCall(
      Vertx vertx,
      RelayUpstream upstream,
      RelayRules rules,
      OpenWatches watches,
      HttpServerRequest request,
      Buffer body) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.rules = rules;
    this.watches = watches;
    this.request = request;
    this.body = body;
  }

  void meet(int number) {
    var call =
        new ApiCall(
            number,
            request.method().name(),
            Objects.requireNonNullElse(request.path(), ""),
            Objects.requireNonNullElse(request.query(), ""),
            Objects.requireNonNullElse(request.getHeader("User-Agent"), ""),
            body.toString());
    vertx
        .executeBlocking(() -> rules.decide(call), false)
        .onSuccess(fate -> meet(call, fate))
        .onFailure(this::confess);
  }

  private void meet(ApiCall call, Fate fate) {
    switch (fate) {
      case Fate.Pass pass -> forward(call);
      case Fate.Before(var deed) -> done(deed).onComplete(done -> cut());
      case Fate.After(var deed) -> forwardAndKeep(deed);
      case Fate.Delay(var time) -> vertx.setTimer(time.toMillis(), later -> forward(call));
      case Fate.Answer(var status, var json) -> answer(status, json);
      case Fate.Drop drop -> cut();
    }
  }

  private void forward(ApiCall call) {
    upstream
        .send(request, body, sent -> request.response().closeHandler(gone -> ended(call, sent)))
        .onSuccess(answer -> pass(call, answer))
        .onFailure(unreachable -> cut());
  }

  private void ended(ApiCall call, HttpClientRequest sent) {
    watches.remove(call);
    sent.reset();
  }

  private void pass(ApiCall call, HttpClientResponse answer) {
    var response = request.response();
    if (response.closed()) {
      return;
    }
    response.setStatusCode(answer.statusCode());
    RelayUpstream.copy(answer.headers(), response.headers());
    response.setChunked(true);
    if (call.isWatch()) {
      passEvents(call, answer);
    } else {
      answer.pipeTo(response);
    }
  }

  private void passEvents(ApiCall call, HttpClientResponse answer) {
    var response = request.response();
    watches.add(call, request);
    var lines =
        RecordParser.newDelimited(
            "\n",
            line -> {
              if (rules.keeps(call, line.toString())) {
                response.write(line.appendString("\n"));
              }
            });
    response.write(
        Buffer.buffer()); // sends the head at once: a watch may have nothing to say for long
    answer.handler(lines).endHandler(end -> endWatch(call)).exceptionHandler(broken -> cut());
  }

  private void endWatch(ApiCall call) {
    watches.remove(call);
    request.response().end();
  }

  /** The answer is read to its end, so that the deed surely comes after the change. */
  private void forwardAndKeep(Runnable deed) {
    upstream
        .send(request, body, sent -> {})
        .compose(HttpClientResponse::body)
        .compose(kept -> done(deed))
        .onFailure(unreachable -> cut());
  }

  private void answer(int status, String json) {
    request
        .response()
        .setStatusCode(status)
        .putHeader("Content-Type", "application/json")
        .end(json);
  }

  private void confess(Throwable error) {
    answer(
        500, "{\"kind\":\"Status\",\"message\":\"the test's rules threw: %s\"}".formatted(error));
  }

  private void cut() {
    request.connection().close();
  }

  private Future<@Nullable Boolean> done(Runnable deed) {
    return vertx.executeBlocking(
        () -> {
          deed.run();
          return true;
        },
        false);
  }
}
