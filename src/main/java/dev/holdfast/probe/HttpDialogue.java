package dev.holdfast.probe;

import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One GET. What follows the status is not looked at, and no redirect is followed. */
final class HttpDialogue implements Dialogue {
  /** Bytes of a status line and of all headers: more is not read. */
  private static final int LINE = 4 * 1024;

  private static final int HEADERS = 16 * 1024;

  private static final Finding NO_HTTP = new Finding(false, "no HTTP");

  private final Codec codec = new Codec(new HttpClientCodec(LINE, HEADERS, HEADERS));
  private final ProbeKind.HttpGet get;
  private final String host;

  /**
   * A dialogue.
   *
   * @param host as a Host header has it
   */
  HttpDialogue(ProbeKind.HttpGet get, String host) {
    this.get = get;
    this.host = host;
  }

  @Override
  public @Nullable Finding begin(Wire wire) {
    codec.write(request());
    codec.flush(wire);
    return null;
  }

  private DefaultFullHttpRequest request() {
    var request = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, get.path());
    var headers = request.headers();
    for (var header : get.headers()) headers.add(header.name(), header.value());
    if (!headers.contains(HttpHeaderNames.HOST)) headers.set(HttpHeaderNames.HOST, host);
    if (!headers.contains(HttpHeaderNames.USER_AGENT))
      headers.set(HttpHeaderNames.USER_AGENT, Question.WHO);
    if (!headers.contains(HttpHeaderNames.ACCEPT)) headers.set(HttpHeaderNames.ACCEPT, "*/*");
    headers.set(HttpHeaderNames.CONNECTION, "close");
    return request;
  }

  @Override
  public @Nullable Finding go(ByteBuffer bytes, Wire wire) {
    try {
      return codec.read(bytes, HttpDialogue::judge);
    } catch (DecoderException noHttp) {
      return NO_HTTP;
    }
  }

  private static @Nullable Finding judge(Object message) {
    if (!(message instanceof HttpResponse response)) return null;
    if (response.decoderResult().isFailure()) return NO_HTTP;
    int status = response.status().code();
    if (HttpStatusClass.INFORMATIONAL.contains(status)) return null;
    return new Finding(status >= 200 && status < 400, "HTTP " + status);
  }
}
