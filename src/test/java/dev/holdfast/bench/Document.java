package dev.holdfast.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** docs/benchmarks.md: one section a benchmark, so that one can be run without the others. */
final class Document {
  private static final Path FILE = Path.of("docs", "benchmarks.md");
  private static final String SECTION = "\n## ";
  private static final String HEAD =
      """
      # Benchmarks

      Written by `make bench`, not by hand; each section names the command that printed it.
      """;

  private Document() {}

  /** Replaces the section of that title, or adds it. */
  static void put(String title, String text) throws IOException {
    var sections = read();
    sections.put(title, text.strip());
    Files.createDirectories(FILE.toAbsolutePath().getParent());
    Files.writeString(
        FILE,
        sections.entrySet().stream()
            .map(section -> SECTION + section.getKey() + "\n\n" + section.getValue() + "\n")
            .collect(Collectors.joining("", HEAD, "")));
  }

  private static Map<String, String> read() throws IOException {
    var sections = new LinkedHashMap<String, String>();
    if (Files.exists(FILE)) {
      var parts = Files.readString(FILE).split(SECTION, -1);
      for (int i = 1; i < parts.length; i++) {
        int line = parts[i].indexOf('\n');
        sections.put(parts[i].substring(0, line), parts[i].substring(line).strip());
      }
    }
    return sections;
  }
}
