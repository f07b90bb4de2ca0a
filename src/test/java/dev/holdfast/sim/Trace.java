package dev.holdfast.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What happened in one history, line by line, for people; nothing where nobody wants to read it.
 */
final class Trace {
  private final boolean wanted;
  private final List<String> lines = new ArrayList<>();

  Trace(boolean wanted) {
    this.wanted = wanted;
  }

  void say(long now, String form, Object... what) {
    if (!wanted) return;
    lines.add(String.format(Locale.ROOT, "%10.3f s  ", now / 1e3) + form.formatted(what));
  }

  List<String> lines() {
    return lines;
  }
}
