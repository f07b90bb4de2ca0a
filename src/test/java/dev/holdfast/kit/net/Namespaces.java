package dev.holdfast.kit.net;

import java.util.Optional;

/** Whether network namespaces can be made on this machine, found out by making one. */
public final class Namespaces {
  /** Environment variable: with the value "required" nothing is skipped for want of them. */
  static final String VARIABLE = "NAMESPACES";

  private Namespaces() {}

  /** A sentence for people; empty when nothing is missing. */
  public static Optional<String> whatIsMissing() {
    if (Iproute.find("ip").isEmpty() || Iproute.find("tc").isEmpty()) {
      return Optional.of("No commands ip and tc here: install iproute2");
    }
    try {
      Namespace.create(Remains.next().namespace("trial")).remove();
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.of("No network namespaces here, they need root: " + e.getMessage());
    }
  }

  static boolean areRequired() {
    return "required".equals(System.getenv(VARIABLE));
  }
}
