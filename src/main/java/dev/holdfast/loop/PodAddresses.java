package dev.holdfast.loop;

import dev.holdfast.signal.NodeSignal;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses may be a pod's own. What a pod's status names is the word of whoever may write
 * it, and one address can be written in many ways: so addresses are compared, not texts, and an
 * IPv4 address within an IPv6 one counts as what it is.
 *
 * @param texts addresses of nodes as they were written
 * @param ofNodes the same, parsed
 */
record PodAddresses(Set<String> texts, Set<IPAddress> ofNodes) {
  static final PodAddresses NO_NODES = new PodAddresses(Set.of(), Set.of());

  /**
   * Loopback, and what carries an IPv4 address that a gateway may take out again (compatible,
   * NAT64, 6to4): no pod has its own there.
   */
  private static final List<IPAddress> CARRIERS =
      Stream.of("::/8", "2002::/16")
          .map(block -> new IPAddressString(block).getAddress().toPrefixBlock())
          .toList();

  /** But for those of the nodes; the same as before while these are: they seldom change. */
  PodAddresses besides(Collection<NodeSignal> nodes) {
    var now = nodes.stream().flatMap(PodAddresses::texts).collect(Collectors.toUnmodifiableSet());
    return now.equals(texts) ? this : new PodAddresses(now, parsed(now));
  }

  private static Stream<String> texts(NodeSignal node) {
    var kubelet = node.kubelet();
    return kubelet == null
        ? node.addresses().stream()
        : Stream.concat(node.addresses().stream(), Stream.of(kubelet.address()));
  }

  private static Set<IPAddress> parsed(Set<String> texts) {
    return texts.stream()
        .map(text -> new IPAddressString(text).getAddress())
        .filter(Objects::nonNull)
        .map(PodAddresses::unmapped)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** In the form in which it was looked at; empty for whatever a pod does not have to itself. */
  Optional<String> own(@Nullable String text) {
    if (text == null) return Optional.empty();
    var parsed = new IPAddressString(text).getAddress();
    if (parsed == null || parsed.isMultiple()) return Optional.empty();
    var address = unmapped(parsed).withoutPrefixLength();
    return isOfTheNetwork(address) && !ofNodes.contains(address)
        ? Optional.of(address.toCanonicalString())
        : Optional.empty();
  }

  private static IPAddress unmapped(IPAddress address) {
    return address.isIPv6() && address.toIPv6().isIPv4Mapped()
        ? address.toIPv6().getEmbeddedIPv4Address()
        : address;
  }

  private static boolean isOfTheNetwork(IPAddress address) {
    return !address.isLoopback()
        && !address.isLinkLocal()
        && !address.isMulticast()
        && !address.isAnyLocal()
        && !(address.isIPv6() && address.toIPv6().hasZone())
        && CARRIERS.stream().noneMatch(block -> block.contains(address));
  }
}
