package dev.holdfast.notice;

import java.util.regex.Pattern;

/**
 * Text that others wrote, made fit for a log and a terminal: line breaks could forge lines, escapes
 * could hide some, and marks of writing direction could turn a sentence round.
 */
public final class OneLine {
  private static final Pattern UNFIT = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]+");

  private OneLine() {}

  public static String of(String text) {
    return UNFIT.matcher(text).replaceAll(" ").strip();
  }
}
