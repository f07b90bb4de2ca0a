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
  private final EmbeddedChannel channel = new EmbeddedChannel();

  Codec(ChannelHandler... handlers) {
    // Pools would keep more than such small things are worth.
    channel.config().setAllocator(UnpooledByteBufAllocator.DEFAULT);
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
    channel.writeInbound(Unpooled.copiedBuffer(bytes));
    Finding found = null;
    Object message;
    while ((message = channel.readInbound()) != null) {
      if (found == null) found = judge.apply(message);
      ReferenceCountUtil.release(message);
    }
    return found;
  }
}
