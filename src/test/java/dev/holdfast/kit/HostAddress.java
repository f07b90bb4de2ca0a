package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A loopback address 127.A.B.1 that no other host of any process has, with 10.A.B.0/24 for its
 * pods. It is held by a socket that is bound and never listens.
 */
final class HostAddress implements AutoCloseable {
  private static final int INNER_PORT = 10251;
  private static final int HOLDING_PORT = 10252;
  private static final int ATTEMPTS = 100;

  private final String middle;
  private final SocketChannel holder;

  private HostAddress(String middle, SocketChannel holder) {
    this.middle = middle;
    this.holder = holder;
  }

  static HostAddress allocate() throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var random = ThreadLocalRandom.current();
      var middle = random.nextInt(1, 255) + "." + random.nextInt(256);
      var holder = SocketChannel.open();
      try {
        holder.bind(new InetSocketAddress("127." + middle + ".1", HOLDING_PORT));
        return new HostAddress(middle, holder);
      } catch (IOException taken) {
        holder.close();
      }
    }
    throw new IOException("No free loopback address in " + ATTEMPTS + " attempts");
  }

  String ip() {
    return "127." + middle + ".1";
  }

  String podCidr() {
    return "10." + middle + ".1/24";
  }

  /** What the cluster knows. */
  InetSocketAddress kubelet() {
    return new InetSocketAddress(ip(), HostNetwork.KUBELET_PORT);
  }

  /** Where the simulated kubelet itself listens, behind the host's front. */
  InetSocketAddress inner() {
    return new InetSocketAddress(ip(), INNER_PORT);
  }

  @Override
  public void close() {
    try {
      holder.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not release " + ip(), e);
    }
  }
}
