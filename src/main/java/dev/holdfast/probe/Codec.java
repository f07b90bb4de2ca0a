package dev.holdfast.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A protocol of Netty's without a socket of Netty's: bytes in, messages out, and back. */
final class Codec {
  /** Messages of one answer: a health check has some ten, and each may cost a reply of ours. */
  private static final int MOST = 64;

  /** Bytes that are looked at in one go, so that MOST is not passed by far. */
  private static final int PIECE = 1024;

  /**
   * On the heap, where what nobody reads any more is collected: beside it each reply that a pod had
   * us write before its probe was over would be lost for ever. Pools would keep more than such
   * small things are worth.
   */
  static final UnpooledByteBufAllocator MEMORY = new UnpooledByteBufAllocator(false);

  private final EmbeddedChannel channel = new EmbeddedChannel();
  private int messages;

  Codec(ChannelHandler... handlers) {
    channel.config().setAllocator(MEMORY);
    channel.pipeline().addLast(handlers);
  }

  void write(Object... messages) {
    channel.writeOutbound(messages);
  }

  /** What there is to be sent. */
  void flush(Wire wire) {
    ByteBuf out;
    while ((out = channel.readOutbound()) != null) {
      wire.send(out.nioBuffer());
      out.release();
    }
  }

  /** Until one of the messages is worth a finding. */
  @Nullable Finding read(ByteBuffer bytes, Function<Object, @Nullable Finding> judge) {
    Finding found = null;
    while (found == null && bytes.hasRemaining()) found = readPiece(piece(bytes), judge);
    return found;
  }

  private static ByteBuffer piece(ByteBuffer bytes) {
    int length = Math.min(bytes.remaining(), PIECE);
    var piece = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return piece;
  }

  private @Nullable Finding readPiece(ByteBuffer piece, Function<Object, @Nullable Finding> judge) {
    channel.writeInbound(Unpooled.copiedBuffer(piece));
    Finding found = null;
    Object message;
    while ((message = channel.readInbound()) != null) {
      if (found == null) found = judge.apply(message);
      ReferenceCountUtil.release(message);
      messages++;
    }
    return found == null && messages > MOST ? Finding.NOTHING_WHOLE : found;
  }
}
