package dev.holdfast.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One call of gRPC's health check, over HTTP/2 without TLS.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/health-checking.md">the protocol</a>
 */
final class GrpcDialogue implements Dialogue {
  private static final String METHOD = "/grpc.health.v1.Health/Check";

  /** Of a message of gRPC: whether it is compressed, and its length. */
  private static final int PREFIX = 5;

  /** Field 1, which is the service of a request and the status of a response. */
  private static final int TEXT = 0x0A;

  private static final int NUMBER = 0x08;
  private static final int SERVING = 1;

  /** No health check is longer. */
  private static final int LONGEST = 1024;

  private final Http2ChannelDuplexHandler streams = new Http2ChannelDuplexHandler() {};
  private final Codec codec = new Codec(Http2FrameCodecBuilder.forClient().build(), streams);
  private final ByteBuf answer = Unpooled.buffer(PREFIX);
  private final String service;
  private final String host;

  GrpcDialogue(ProbeKind.Grpc grpc, String host) {
    this.service = grpc.service();
    this.host = host;
  }

  @Override
  public @Nullable Finding begin(Wire wire) {
    var stream = streams.newStream();
    codec.write(
        new DefaultHttp2HeadersFrame(headers(), false).stream(stream),
        new DefaultHttp2DataFrame(question(), true).stream(stream));
    codec.flush(wire);
    return null;
  }

  private Http2Headers headers() {
    return new DefaultHttp2Headers()
        .method("POST")
        .scheme("http")
        .path(METHOD)
        .authority(host)
        .set("content-type", "application/grpc")
        .set("te", "trailers")
        .set("user-agent", Question.WHO);
  }

  private ByteBuf question() {
    var name = service.getBytes(StandardCharsets.US_ASCII);
    var message = Unpooled.buffer();
    if (name.length > 0) writeLength(message.writeByte(TEXT), name.length).writeBytes(name);
    return Unpooled.buffer().writeByte(0).writeInt(message.readableBytes()).writeBytes(message);
  }

  /** A number in seven bits a byte, the lowest first. */
  private static ByteBuf writeLength(ByteBuf to, int length) {
    int rest = length;
    for (; rest > 0x7F; rest >>>= 7) to.writeByte(rest & 0x7F | 0x80);
    return to.writeByte(rest);
  }

  @Override
  public @Nullable Finding go(ByteBuffer bytes, Wire wire) {
    try {
      var found = codec.read(bytes, this::judge);
      if (found == null) codec.flush(wire);
      return found;
    } catch (Exception noHttp2) { // Netty throws checked ones as if they were not
      return new Finding(false, "no HTTP/2");
    }
  }

  private @Nullable Finding judge(Object frame) {
    return switch (frame) {
      case Http2HeadersFrame headers -> judge(headers);
      case Http2DataFrame data -> judge(data);
      case Http2ResetFrame reset -> new Finding(false, "reset, HTTP/2 error " + reset.errorCode());
      case Http2GoAwayFrame away -> new Finding(false, "gone, HTTP/2 error " + away.errorCode());
      default -> null;
    };
  }

  private @Nullable Finding judge(Http2HeadersFrame frame) {
    var status = frame.headers().status();
    if (status != null && !"200".contentEquals(status)) return new Finding(false, "no gRPC");
    if (!frame.isEndStream()) return null;
    var code = frame.headers().getInt("grpc-status");
    if (code == null) return new Finding(false, "no gRPC");
    return code == 0 ? judgeAnswer() : new Finding(false, "gRPC status " + code);
  }

  private @Nullable Finding judge(Http2DataFrame frame) {
    answer.writeBytes(frame.content());
    return answer.readableBytes() > LONGEST || frame.isEndStream()
        ? new Finding(false, "no health check")
        : null;
  }

  private Finding judgeAnswer() {
    if (answer.readableBytes() != PREFIX + 2 || answer.getByte(PREFIX) != NUMBER)
      return new Finding(false, "health unknown");
    int status = answer.getByte(PREFIX + 1);
    return status == SERVING
        ? new Finding(true, "serving")
        : new Finding(false, "not serving, health status " + status);
  }
}
