package dev.holdfast.status;

/** Text that others wrote, cut to what a status can bear hundreds of times. */
final class Brief {
  private static final int LONGEST = 300;

  private Brief() {}

  static String of(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }
}
