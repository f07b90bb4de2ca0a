package dev.holdfast.chaos;

/** One recovery with one thing done to it. */
record Trial(Kind kind, Mode mode, Point point) {

  /** As {@link #toString()} writes it. */
  static Trial parse(String text) {
    var parts = text.split("/", 3);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "A trial is written as 'replace-after-loss/kill-after/PATCH nodes#1', not " + text);
    }
    return new Trial(Kind.of(parts[0]), Mode.of(parts[1]), Point.parse(parts[2]));
  }

  boolean isForAll() {
    return mode.isForAll() || point.global();
  }

  @Override
  public String toString() {
    return kind.title() + "/" + mode.title() + "/" + point;
  }
}
