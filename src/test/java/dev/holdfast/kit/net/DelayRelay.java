package dev.holdfast.kit.net;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Passes UDP between two hosts, each packet so many milliseconds after it came, in their order. */
final class DelayRelay {
  static final int PORT = 4789;

  private static final int LARGEST = 2048;

  private final DatagramSocket socket;
  private final InetAddress one;
  private final InetAddress other;
  private final long millis;
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

  private DelayRelay(DatagramSocket socket, InetAddress one, InetAddress other, long millis) {
    this.socket = socket;
    this.one = one;
    this.other = other;
    this.millis = millis;
  }

  /**
   * Goes on until it is killed.
   *
   * @param arguments the two hosts, and the milliseconds
   */
  public static void main(String[] arguments) throws IOException {
    var relay =
        new DelayRelay(
            new DatagramSocket(PORT),
            InetAddress.getByName(arguments[0]),
            InetAddress.getByName(arguments[1]),
            Long.parseLong(arguments[2]));
    System.out.println("works");
    while (true) relay.takeOne();
  }

  private void takeOne() throws IOException {
    var packet = new DatagramPacket(new byte[LARGEST], LARGEST);
    socket.receive(packet);
    InnerChecksum.fillIn(packet.getData(), packet.getLength());
    var to = packet.getAddress().equals(one) ? other : one;
    var copy =
        new DatagramPacket(packet.getData(), packet.getLength(), new InetSocketAddress(to, PORT));
    later.schedule(() -> send(copy), millis, TimeUnit.MILLISECONDS);
  }

  private void send(DatagramPacket packet) {
    try {
      socket.send(packet);
    } catch (IOException lost) {
      return; // as packets are
    }
  }
}
