package dev.holdfast.alarm;

import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where a tenant's alarms may go: to the world outside, and to what an administrator allows. What
 * lies between (this machine, its network, the cloud's metadata) would do for Holdfast what it does
 * not do for the tenant.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry/">IANA's registries of
 *     special-purpose addresses</a>
 */
public final class AllowedAddresses {
  private static final List<IPAddress> INSIDE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/3", // unspecified, loopback, and all ways to write an IPv4 address as an IPv6 one
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20",
              "4000::/2",
              "8000::/1")
          .map(AllowedAddresses::block)
          .toList();

  private final List<IPAddress> allowed;

  /**
   * What an administrator allows beside the world outside.
   *
   * @param allowed blocks such as 10.1.0.0/16
   * @throws IllegalArgumentException for what is no block of addresses
   */
  public AllowedAddresses(List<String> allowed) {
    this.allowed = allowed.stream().map(AllowedAddresses::block).toList();
  }

  private static IPAddress block(String text) {
    var block = new IPAddressString(text).getAddress();
    if (block == null || text.isBlank()) {
      throw new IllegalArgumentException(text + " is no block of addresses such as 10.1.0.0/16");
    }
    return block.toPrefixBlock();
  }

  /** Somebody who trusts this network named it. */
  public boolean isNamed(InetAddress address) {
    return in(allowed, address);
  }

  public boolean contains(InetAddress address) {
    return isNamed(address) || !in(INSIDE, address);
  }

  private static boolean in(List<IPAddress> blocks, InetAddress address) {
    var literal = new IPAddressString(address.getHostAddress()).getAddress();
    return literal != null && blocks.stream().anyMatch(block -> block.contains(literal));
  }
}
