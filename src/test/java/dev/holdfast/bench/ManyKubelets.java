package dev.holdfast.bench;

import dev.holdfast.kit.KubeletPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * A process of its own that listens at the kubelet's port of very many loopback addresses and
 * prints them once it does; it goes on until it is killed.
 */
public final class ManyKubelets {
  static final int PORT = 10250;

  /** Never the .1 of a /24: hosts of the test kit have it. */
  private static final int FIRST = 2;

  private static final int IN_A_BLOCK = 250;

  private ManyKubelets() {}

  /**
   * Ends when its input ends.
   *
   * @param arguments how many
   */
  public static void main(String[] arguments) throws Exception {
    var kubelet = new KubeletPort();
    for (var address : addresses(Integer.parseInt(arguments[0]))) {
      kubelet.listen(new InetSocketAddress(address, PORT));
      System.out.println(address);
    }
    System.out.println();
    endWithTheCaller();
  }

  private static List<String> addresses(int count) {
    int second = ThreadLocalRandom.current().nextInt(1, 255);
    return IntStream.range(0, count)
        .mapToObj(n -> "127.%d.%d.%d".formatted(second, n / IN_A_BLOCK, FIRST + n % IN_A_BLOCK))
        .toList();
  }

  private static void endWithTheCaller() throws IOException {
    System.in.transferTo(System.out);
    System.exit(0);
  }
}
