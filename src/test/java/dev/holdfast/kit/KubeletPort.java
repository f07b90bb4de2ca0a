package dev.holdfast.kit;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.util.SelfSignedCertificate;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLException;

/**
 * A port that says what a kubelet says to whoever is not known to it: over TLS, with a certificate
 * that it signed itself. It can freeze as a stopped process does: the kernel goes on to accept.
 */
public final class KubeletPort implements AutoCloseable {
  private static final int REQUEST = 16 * 1024;
  private static final byte[] WHY = "Unauthorized".getBytes(StandardCharsets.US_ASCII);

  private static final SslContext TLS = selfSigned();

  private final NioEventLoopGroup loop = new NioEventLoopGroup(1);
  private final ChannelGroup callers = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final AtomicInteger greeted = new AtomicInteger();
  private final AtomicInteger asked = new AtomicInteger();
  private final ServerBootstrap bootstrap;
  private CountDownLatch thawed = new CountDownLatch(0);

  public KubeletPort() {
    this.bootstrap =
        new ServerBootstrap()
            .group(loop)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Calls());
  }

  private static SslContext selfSigned() {
    try {
      var own = new SelfSignedCertificate("node", "EC", 256);
      return SslContextBuilder.forServer(own.key(), own.cert()).build();
    } catch (CertificateException | SSLException e) {
      throw new IllegalStateException("No certificate for kubelets", e);
    }
  }

  /** May be called for any number of addresses. */
  public void listen(InetSocketAddress at) throws InterruptedException {
    bootstrap.bind(at).sync();
  }

  /** How many handshakes began and ended well. */
  public int greeted() {
    return greeted.get();
  }

  /** How many requests were answered. */
  public int asked() {
    return asked.get();
  }

  public int connections() {
    return callers.size();
  }

  /** As a server does with connections that are old or idle; it goes on to listen. */
  public void hangUp() throws InterruptedException {
    callers.close().sync();
  }

  /** Returns when it does nothing any more. */
  public void freeze() throws InterruptedException {
    var frozen = new CountDownLatch(1);
    var until = thawed = new CountDownLatch(1);
    loop.execute(
        () -> {
          frozen.countDown();
          awaitQuietly(until);
        });
    frozen.await();
  }

  public void thaw() {
    thawed.countDown();
  }

  @Override
  public void close() {
    thaw();
    loop.shutdownGracefully(0, 0, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Calls extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel caller) {
      callers.add(caller);
      SslHandler secure = TLS.newHandler(caller.alloc());
      secure.handshakeFuture().addListener(f -> greeted.addAndGet(f.isSuccess() ? 1 : 0));
      caller
          .pipeline()
          .addLast(secure, new HttpServerCodec(), new HttpObjectAggregator(REQUEST), new Answer());
    }
  }

  private final class Answer extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    protected void channelRead0(ChannelHandlerContext caller, FullHttpRequest request) {
      asked.incrementAndGet();
      var answer =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1, HttpResponseStatus.UNAUTHORIZED, Unpooled.wrappedBuffer(WHY));
      answer.headers().set("Content-Length", WHY.length);
      caller.writeAndFlush(answer);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext caller, Throwable why) {
      caller.close();
    }
  }
}
