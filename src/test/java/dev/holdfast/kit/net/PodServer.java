package dev.holdfast.kit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/**
 * Runs on a host in place of its pods' containers. Each line of its input says what an endpoint
 * answers from now on, as "OK 198.18.3.1 8080"; it ends with its input.
 */
final class PodServer {
  private final Map<InetSocketAddress, PodPort> open = new HashMap<>();

  private PodServer() {}

  public static void main(String[] arguments) throws IOException {
    var server = new PodServer();
    try (var lines = new BufferedReader(new InputStreamReader(System.in, US_ASCII))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        var words = line.split(" ", 3);
        var endpoint = new InetSocketAddress(words[1], Integer.parseInt(words[2]));
        server.answer(endpoint, PodAnswer.valueOf(words[0]));
      }
    }
  }

  private void answer(InetSocketAddress endpoint, PodAnswer answer) throws IOException {
    var port = open.get(endpoint);
    if (answer == PodAnswer.REFUSE) {
      if (port != null) port.close();
      open.remove(endpoint);
    } else if (port == null) {
      open.put(endpoint, PodPort.open(endpoint, answer));
    } else {
      port.answer(answer);
    }
  }
}
