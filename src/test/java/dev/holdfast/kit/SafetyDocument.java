package dev.holdfast.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page of docs/: what was measured stands between marks, the words around it are by hand. */
public final class SafetyDocument {
  private static final Path SAFETY = Path.of("docs", "safety.md");

  private SafetyDocument() {}

  /** The same in docs/safety.md. */
  public static void put(String name, String text) throws IOException {
    put(SAFETY, name, text);
  }

  /**
   * Replaces what stands between {@code <!-- name -->} and {@code <!-- /name -->}.
   *
   * @throws IllegalStateException when the document has no such place
   */
  public static void put(Path page, String name, String text) throws IOException {
    var begin = "<!-- " + name + " -->\n";
    var end = "<!-- /" + name + " -->";
    var document = Files.readString(page);
    int from = document.indexOf(begin) + begin.length();
    int to = document.indexOf(end);
    if (from < begin.length() || to < from) {
      throw new IllegalStateException(page + " has no place between " + begin + "and " + end);
    }
    Files.writeString(
        page, document.substring(0, from) + text.strip() + "\n" + document.substring(to));
  }
}
