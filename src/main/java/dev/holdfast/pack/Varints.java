package dev.holdfast.pack;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Function;

/** Whole numbers that are small most of the time: seven bits a byte, the lowest first. */
public final class Varints {
  private static final int BITS = 7;
  private static final int MASK = (1 << BITS) - 1;

  /** Bytes that a number takes at most: none is negative. */
  private static final int MOST = 9;

  private byte[] bytes = new byte[1 << 10];
  private int size;

  /** The next number to be written. */
  public void add(long number) {
    if (number < 0) throw new IllegalArgumentException("negative: " + number);
    makeRoom();
    long rest = number;
    for (; rest > MASK; rest >>>= BITS) bytes[size++] = (byte) (rest & MASK | 1 << BITS);
    bytes[size++] = (byte) rest;
  }

  /** Its length and its characters. */
  public void add(String text) {
    add(text.length());
    text.chars().forEach(this::add);
  }

  /** All 64 bits as they are, the highest first: for what is random, and never small. */
  public void addBits(long bits) {
    makeRoom();
    for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (bits >>> shift);
    }
  }

  private void makeRoom() {
    if (size + MOST > bytes.length) bytes = Arrays.copyOf(bytes, 2 * bytes.length);
  }

  /** All that was added, as text. */
  public String text() {
    return Base64.getEncoder().withoutPadding().encodeToString(Arrays.copyOf(bytes, size));
  }

  /**
   * What the numbers in a text stand for.
   *
   * @throws IllegalArgumentException when it is not what was written, whatever is wrong with it
   */
  public static <T> T decode(String text, Function<ByteBuffer, T> meaning) {
    try {
      return meaning.apply(ByteBuffer.wrap(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("it is garbled: " + e.getMessage(), e);
    }
  }

  /**
   * The next number, which is not negative.
   *
   * @throws IllegalArgumentException when the bytes end before, or go on for too long
   */
  public static long read(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < MOST * BITS; shift += BITS) {
      int next = next(in);
      number |= (long) (next & MASK) << shift;
      if (next <= MASK) return number;
    }
    throw new IllegalArgumentException("a number of more than 63 bits");
  }

  /**
   * The next number.
   *
   * @throws IllegalArgumentException when it is above {@code most}, or none
   */
  public static int read(ByteBuffer in, int most) {
    long number = read(in);
    if (number > most) throw new IllegalArgumentException(number + " is more than " + most);
    return (int) number;
  }

  /**
   * The next text.
   *
   * @throws IllegalArgumentException when it is longer than that, or none
   */
  public static String readText(ByteBuffer in, int longest) {
    int length = read(in, longest);
    var text = new StringBuilder();
    for (int i = 0; i < length; i++) text.append((char) read(in, Character.MAX_VALUE));
    return text.toString();
  }

  private static int next(ByteBuffer in) {
    try {
      return Byte.toUnsignedInt(in.get());
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("it ends too soon", e);
    }
  }
}
