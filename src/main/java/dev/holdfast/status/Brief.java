package dev.holdfast.status;

/** Text that others wrote, cut to what a status can bear hundreds of times. */
final class Brief {
  private static final int LONGEST = 300;

  private Brief() {}

  static String of(String text) {
    return of(text, LONGEST);
  }

  static String of(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }
}
