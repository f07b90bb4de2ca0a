package dev.holdfast.kit.net;

import dev.holdfast.kit.Owner;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * All that one network leaves in the kernel, by its names: they carry the process that made it.
 *
 * @param owner who made the network
 * @param number of the owner's networks
 */
record Remains(Owner owner, int number) {
  private static final Pattern NAMESPACE = Pattern.compile("hf-(\\d+)-(\\d+)-(\\d+)-.+");
  private static final AtomicInteger COUNT = new AtomicInteger();

  static Remains next() {
    return new Remains(Owner.self(), COUNT.incrementAndGet());
  }

  /** Removes what killed runs left. */
  static void sweep() {
    Namespace.all().stream()
        .map(namespace -> NAMESPACE.matcher(namespace.name()))
        .filter(Matcher::matches)
        .map(m -> new Remains(Owner.of(m.group(1), m.group(2)), Integer.parseInt(m.group(3))))
        .distinct()
        .filter(remains -> remains.owner().isGone())
        .forEach(Remains::remove);
  }

  String namespace(String what) {
    return prefix() + what;
  }

  /** The one network interface outside of the namespaces; 15 characters at most. */
  String device() {
    return "hf%d-%d".formatted(owner.pid(), number);
  }

  /** Ends all that runs there. */
  void remove() {
    removeDevice();
    Namespace.all().stream()
        .filter(namespace -> namespace.name().startsWith(prefix()))
        .forEach(Namespace::remove);
  }

  private void removeDevice() {
    try {
      if (hasDevice()) Iproute.ip("link", "del", device());
    } catch (IllegalStateException e) {
      if (hasDevice()) throw e;
    }
  }

  private boolean hasDevice() {
    return Iproute.ip("-o", "link").contains(" " + device() + "@");
  }

  private String prefix() {
    return "hf-%s-%d-".formatted(owner, number);
  }
}
