package dev.holdfast.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A document of measurements: one section a measurement, so that one can be made without the
 * others.
 *
 * @param head stands before the first section
 */
public record Sections(Path file, String head) {
  private static final String SECTION = "\n## ";

  /** Replaces the section of that title, or adds it. */
  public void put(String title, String text) throws IOException {
    var sections = read();
    sections.put(title, text.strip());
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.writeString(
        file,
        sections.entrySet().stream()
            .map(section -> SECTION + section.getKey() + "\n\n" + section.getValue() + "\n")
            .collect(Collectors.joining("", head, "")));
  }

  private Map<String, String> read() throws IOException {
    var sections = new LinkedHashMap<String, String>();
    if (Files.exists(file)) {
      var parts = Files.readString(file).split(SECTION, -1);
      for (int i = 1; i < parts.length; i++) {
        int line = parts[i].indexOf('\n');
        sections.put(parts[i].substring(0, line), parts[i].substring(line).strip());
      }
    }
    return sections;
  }
}
