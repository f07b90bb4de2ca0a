package dev.holdfast.kit.net;

/** Where somebody is plugged into the router of a network. */
public record Port(Subnet subnet, int index) {
  /** Theirs. */
  public String address() {
    return subnet.node(index);
  }

  /** Of their pods. */
  String pods() {
    return subnet.pods(index);
  }

  /** The first address of their pods and the length of the prefix. */
  String podCidr() {
    return subnet.podCidr(index);
  }

  /** Where packets to them are unwrapped that come by a {@link Detour}; none of their pods' own. */
  String detour() {
    return subnet.detour(index);
  }

  String detourDevice() {
    return "d" + index;
  }

  String detourHardwareAddress() {
    return "02:68:66:02:00:%02x".formatted(index);
  }

  /** The router's side of the cable. */
  String device() {
    return device(index);
  }

  static String device(int index) {
    return "p" + index;
  }

  /** Their side of it. */
  String hardwareAddress() {
    return hardwareAddress(index);
  }

  static String hardwareAddress(int index) {
    return "02:68:66:00:00:%02x".formatted(index);
  }
}
