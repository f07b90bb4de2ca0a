package dev.holdfast.status;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;

/** Accounts and histories as somebody may write them who knows their form. */
public final class Forged {
  private static final int BITS = 7;
  private static final int MASK = 127;

  private Forged() {}

  /** The numbers as varints; of negative ones all 64 bits. */
  public static String text(List<Long> numbers) {
    var out = new ByteArrayOutputStream();
    for (long number : numbers) {
      long rest = number;
      for (; rest >>> BITS != 0; rest >>>= BITS) out.write((int) (rest & MASK | MASK + 1));
      out.write((int) rest);
    }
    return Base64.getEncoder().withoutPadding().encodeToString(out.toByteArray());
  }
}
