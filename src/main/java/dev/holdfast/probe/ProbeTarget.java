package dev.holdfast.probe;

import inet.ipaddr.IPAddressString;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Whom to ask, and how often.
 *
 * @param id of our own choice
 * @param host an IP address; a name would be looked up, and that waits
 * @param period how often a miss could be seen
 * @param timeout how long an answer may take; at most the period
 */
public record ProbeTarget(
    String id, String host, int port, ProbeKind kind, Duration period, Duration timeout) {
  private static final int LAST_PORT = 65_535;

  public ProbeTarget {
    if (!isAddress(host)) throw refused("'%s' is no IP address".formatted(host), id);
    if (port < 1 || port > LAST_PORT) throw refused("port %d does not exist".formatted(port), id);
    if (!timeout.isPositive() || timeout.compareTo(period) > 0)
      throw refused("timeout %s is not within the period %s".formatted(timeout, period), id);
  }

  private static boolean isAddress(String host) {
    var address = new IPAddressString(host).getAddress();
    return address != null && !address.isMultiple();
  }

  private static IllegalArgumentException refused(String why, String id) {
    return new IllegalArgumentException("%s cannot be probed: %s".formatted(id, why));
  }

  /** As a Host header has it. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  InetSocketAddress address() {
    var address = new IPAddressString(host).getAddress();
    return new InetSocketAddress(address.toInetAddress(), port);
  }
}
