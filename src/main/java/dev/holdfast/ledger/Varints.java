package dev.holdfast.ledger;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/** Whole numbers that are small most of the time: seven bits a byte, the lowest first. */
final class Varints {
  private static final int BITS = 7;
  private static final int MASK = (1 << BITS) - 1;

  private Varints() {}

  static void write(ByteArrayOutputStream out, long number) {
    if (number < 0) throw new IllegalArgumentException("negative: " + number);
    long rest = number;
    for (; rest > MASK; rest >>>= BITS) out.write((int) (rest & MASK) | 1 << BITS);
    out.write((int) rest);
  }

  /**
   * The next number.
   *
   * @throws IllegalArgumentException when the bytes end before, or go on for too long
   */
  static long read(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < Long.SIZE; shift += BITS) {
      int next = next(in);
      number |= (long) (next & MASK) << shift;
      if (next <= MASK) return number;
    }
    throw new IllegalArgumentException("a number of more than 64 bits");
  }

  private static int next(ByteBuffer in) {
    try {
      return Byte.toUnsignedInt(in.get());
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it ends too soon", e);
    }
  }
}
