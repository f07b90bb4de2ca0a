package dev.holdfast.probe;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2MultiplexHandler;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/** Answers health checks of gRPC as its own servers do. */
final class HealthService implements AutoCloseable {
  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final int grpcStatus;
  private final int health;
  private final Channel listener;

  /** Any other status of gRPC than 0 comes without a health. */
  HealthService(int grpcStatus, int health) throws InterruptedException {
    this.grpcStatus = grpcStatus;
    this.health = health;
    this.listener =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(initializer())
            .bind("127.0.0.1", 0)
            .sync()
            .channel();
  }

  InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /** The messages of all requests so far. */
  Queue<String> asked() {
    return asked;
  }

  @Override
  public void close() {
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private ChannelInitializer<Channel> initializer() {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel caller) {
        caller
            .pipeline()
            .addLast(
                Http2FrameCodecBuilder.forServer().build(), new Http2MultiplexHandler(new Calls()));
      }
    };
  }

  @io.netty.channel.ChannelHandler.Sharable
  private final class Calls extends SimpleChannelInboundHandler<Http2DataFrame> {
    @Override
    public boolean acceptInboundMessage(Object message) {
      return message instanceof Http2DataFrame;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext call, Http2DataFrame request) {
      asked.add(request.content().toString(StandardCharsets.ISO_8859_1));
      if (grpcStatus == 0) {
        call.write(new DefaultHttp2HeadersFrame(head(), false));
        var message = Unpooled.wrappedBuffer(new byte[] {0, 0, 0, 0, 2, 8, (byte) health});
        call.write(new DefaultHttp2DataFrame(message, false));
      }
      var end = grpcStatus == 0 ? new DefaultHttp2Headers() : head();
      end.setInt("grpc-status", grpcStatus);
      call.writeAndFlush(new DefaultHttp2HeadersFrame(end, true));
    }

    private Http2Headers head() {
      return new DefaultHttp2Headers().status("200").set("content-type", "application/grpc");
    }
  }
}
