package dev.holdfast.chaos;

import dev.holdfast.kit.Sections;
import java.io.IOException;
import java.nio.file.Path;

/** docs/safety.md: what was tried against Holdfast, and what came of it. */
final class SafetyDocument {
  private static final Sections FILE =
      new Sections(
          Path.of("docs", "safety.md"),
          """
          # Safety

          What was done to Holdfast on real control planes with simulated hosts, and what came of
          it. Each section is written by the command that it names, not by hand.
          """);

  private SafetyDocument() {}

  /** Replaces the section of that title, or adds it. */
  static void put(String title, String text) throws IOException {
    FILE.put(title, text);
  }
}
