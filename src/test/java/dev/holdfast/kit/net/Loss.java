package dev.holdfast.kit.net;

/**
 * Packets that are lost by chance, each for itself: this kernel need not have netem for it, as a
 * filter of four instructions draws a random number for each packet.
 *
 * @param share of the packets, 0 to 1
 */
public record Loss(double share) {
  private static final long RANDOM = 0xfffff000L + 56; // where a filter finds a random number
  private static final long PASS = 0xffffffffL; // "unspecified": go on as without the filter
  private static final int SHOT = 2; // TC_ACT_SHOT

  public Loss {
    if (share < 0 || share > 1) throw new IllegalArgumentException("share is " + share);
  }

  String begin(String device) {
    return """
    qdisc add dev %1$s clsact
    filter add dev %1$s ingress %2$s
    filter add dev %1$s egress %2$s
    """
        .formatted(device, filter());
  }

  String end(String device) {
    return "qdisc del dev %s clsact\n".formatted(device);
  }

  /** Load a random number; lose the packet where it is below the threshold. */
  private String filter() {
    long threshold = Math.min(Math.round(share * (1L << 32)), (1L << 32) - 1);
    return "bpf da bytecode '4,32 0 0 %d,53 1 0 %d,6 0 0 %d,6 0 0 %d'"
        .formatted(RANDOM, threshold, SHOT, PASS);
  }
}
