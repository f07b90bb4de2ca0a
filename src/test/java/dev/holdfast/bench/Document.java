package dev.holdfast.bench;

import dev.holdfast.kit.Sections;
import java.io.IOException;
import java.nio.file.Path;

/** docs/benchmarks.md: one section a benchmark, so that one can be run without the others. */
final class Document {
  private static final Sections FILE =
      new Sections(
          Path.of("docs", "benchmarks.md"),
          """
          # Benchmarks

          Written by `make bench`, not by hand; each section names the command that printed it.
          """);

  private Document() {}

  /** Replaces the section of that title, or adds it. */
  static void put(String title, String text) throws IOException {
    FILE.put(title, text);
  }
}
