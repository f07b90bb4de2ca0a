package dev.holdfast.kit.net;

import java.nio.ByteBuffer;

/**
 * The checksum of a TCP segment that is wrapped in VXLAN. A kernel leaves it to the network card,
 * and between namespaces there is none: whoever takes packets out of the kernel has to fill it in.
 */
final class InnerChecksum {
  private static final int VXLAN_HEADER = 8;
  private static final int ETHERTYPE = VXLAN_HEADER + 12;
  private static final int IP = VXLAN_HEADER + 14;
  private static final int IPV4 = 0x0800;
  private static final int TCP = 6;
  private static final int IN_SEGMENT = 16;

  private InnerChecksum() {}

  /** Of whatever is not TCP over IPv4 nothing is changed. */
  static void fillIn(byte[] packet, int length) {
    var bytes = ByteBuffer.wrap(packet, 0, length);
    if (length < IP + 40 || bytes.getShort(ETHERTYPE) != IPV4 || bytes.get(IP + 9) != TCP) return;
    int segment = IP + (bytes.get(IP) & 0xf) * 4;
    int size = Short.toUnsignedInt(bytes.getShort(IP + 2)) - (segment - IP);
    bytes.putShort(segment + IN_SEGMENT, (short) 0);
    long sum = TCP + size + sum(bytes, IP + 12, 8) + sum(bytes, segment, size);
    while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
    bytes.putShort(segment + IN_SEGMENT, (short) ~sum);
  }

  private static long sum(ByteBuffer bytes, int from, int size) {
    long sum = 0;
    for (int i = 0; i + 1 < size; i += 2) sum += Short.toUnsignedInt(bytes.getShort(from + i));
    return size % 2 == 0 ? sum : sum + (Byte.toUnsignedInt(bytes.get(from + size - 1)) << 8);
  }
}
