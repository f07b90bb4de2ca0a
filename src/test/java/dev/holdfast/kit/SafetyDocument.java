package dev.holdfast.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** docs/safety.md: what was measured stands between marks, the words around it are by hand. */
public final class SafetyDocument {
  private static final Path FILE = Path.of("docs", "safety.md");

  private SafetyDocument() {}

  /**
   * Replaces what stands between {@code <!-- name -->} and {@code <!-- /name -->}.
   *
   * @throws IllegalStateException when the document has no such place
   */
  public static void put(String name, String text) throws IOException {
    var begin = "<!-- " + name + " -->\n";
    var end = "<!-- /" + name + " -->";
    var document = Files.readString(FILE);
    int from = document.indexOf(begin) + begin.length();
    int to = document.indexOf(end);
    if (from < begin.length() || to < from) {
      throw new IllegalStateException(FILE + " has no place between " + begin + "and " + end);
    }
    Files.writeString(
        FILE, document.substring(0, from) + text.strip() + "\n" + document.substring(to));
  }
}
