package dev.holdfast.mutants;

/** A piece of source that is found again however its lines are broken. */
record Piece(String text) {

  /**
   * The source with something else in its place.
   *
   * @param where for people
   * @throws IllegalStateException when it is not there, or there more than once
   */
  String replacedBy(String other, String source, String where) {
    var sought = squeezed(text);
    var all = squeezed(source);
    int at = all.indexOf(sought);
    if (sought.isEmpty() || at < 0) throw misfit(where, "is not there");
    if (all.indexOf(sought, at + 1) >= 0) throw misfit(where, "is there more than once");
    int begin = position(source, at);
    int end = position(source, at + sought.length() - 1) + 1;
    return source.substring(0, begin) + other.strip() + source.substring(end);
  }

  private IllegalStateException misfit(String where, String how) {
    return new IllegalStateException(
        "The mutant %s does not apply, its piece %s:%n%s".formatted(where, how, text));
  }

  private static String squeezed(String text) {
    return text.replaceAll("\\s+", "");
  }

  /** Where the source has the character that is the nth without white space. */
  private static int position(String source, int nth) {
    int seen = -1;
    for (int i = 0; i < source.length(); i++) {
      if (!Character.isWhitespace(source.charAt(i)) && ++seen == nth) return i;
    }
    throw new IllegalArgumentException("no character " + nth);
  }
}
