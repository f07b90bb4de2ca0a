package dev.holdfast.kit.net;

import java.io.IOException;
import java.util.List;

/** Whether a namespace passes on what is not for itself. */
final class Forwarding {
  private static final String COMMAND = "echo 1 > /proc/sys/net/ipv4/ip_forward";

  private Forwarding() {}

  static void on(Namespace namespace) {
    var command = namespace.place("").command(List.of("sh", "-c", COMMAND));
    try {
      if (new ProcessBuilder(command).start().waitFor() != 0) {
        throw new IllegalStateException(namespace + " does not forward");
      }
    } catch (IOException e) {
      throw new IllegalStateException("Could not run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while making a router", e);
    }
  }
}
