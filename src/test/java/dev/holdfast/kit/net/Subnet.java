package dev.holdfast.kit.net;

/**
 * The addresses of one network: an eighth of 198.18.0.0/15, which RFC 2544 sets aside for tests of
 * networks, so that they are nobody's. The first /24 is for nodes, each other one for the pods of
 * one node.
 */
record Subnet(int number) {
  static final int SUBNETS = 8;

  /** Index of the router. */
  static final int FIRST = 1;

  static final int LAST = 63;

  private static final int BLOCKS = 64;

  String all() {
    return block(0) + ".0/18";
  }

  String router() {
    return node(FIRST);
  }

  String node(int index) {
    return block(0) + "." + index;
  }

  /** Of the node with that index. */
  String pods(int index) {
    return block(index) + ".0/24";
  }

  /** The first address of the pods and the length of their prefix. */
  String podCidr(int index) {
    return block(index) + ".1/24";
  }

  /** Beside the pods of the node with that index, whose addresses are given out from below. */
  String detour(int index) {
    return block(index) + ".254";
  }

  private String block(int index) {
    int subnetsInHalf = 256 / BLOCKS;
    return "198.%d.%d"
        .formatted(18 + number / subnetsInHalf, number % subnetsInHalf * BLOCKS + index);
  }
}
