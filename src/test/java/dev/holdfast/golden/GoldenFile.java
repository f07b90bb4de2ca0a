package dev.holdfast.golden;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A file of the golden folder: its input above the line {@code expect:}, its output below. */
record GoldenFile(Path path, String input, String expect, GoldenCase golden) {
  static final Path FOLDER = Path.of("src/test/resources/golden");
  private static final String EXPECT = "expect:\n";

  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder()
                  .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                  .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR)
                  .disable(YAMLGenerator.Feature.SPLIT_LINES)
                  .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  static List<GoldenFile> all() {
    try (var files = Files.list(FOLDER)) {
      return files.sorted().map(GoldenFile::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static GoldenFile read(Path path) {
    try {
      var text = Files.readString(path);
      int at = text.indexOf("\n" + EXPECT) + 1;
      return at == 0
          ? new GoldenFile(path, text.stripTrailing() + "\n", "", parse(text))
          : new GoldenFile(path, text.substring(0, at), text.substring(at), parse(text));
    } catch (IOException e) {
      throw new UncheckedIOException(path + ": " + e.getMessage(), e);
    }
  }

  static GoldenCase parse(String text) throws IOException {
    return YAML.readValue(text, GoldenCase.class);
  }

  static String expectation(Map<String, Object> report) {
    try {
      return YAML.writeValueAsString(Map.of("expect", report));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void rewrite(String newExpect) {
    try {
      Files.writeString(path, input + newExpect);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
