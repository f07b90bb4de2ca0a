package dev.holdfast.mutants;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** The table of mutants, and its place in docs/safety.md. */
final class MutantTable {
  private static final Path FILE = Path.of("docs", "safety.md");
  private static final String BEGIN = "<!-- mutants -->\n";
  private static final String END = "<!-- /mutants -->";

  private MutantTable() {}

  static String of(List<Verdict> verdicts) {
    return verdicts.stream()
        .map(
            v ->
                "| %s | %s | %s | %s |"
                    .formatted(v.mutant().name(), v.mutant().guarantee(), cell(v.word()), v.time()))
        .collect(
            Collectors.joining(
                "\n",
                "| mutant | guarantee that it breaks | fate | time |\n|---|---|---|---:|\n",
                ""));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("\n", " ");
  }

  static void publish(List<Verdict> verdicts) throws IOException {
    var text = Files.readString(FILE);
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalStateException(FILE + " has no place for the table between " + BEGIN + END);
    }
    Files.writeString(
        FILE,
        text.substring(0, begin + BEGIN.length()) + of(verdicts) + "\n" + text.substring(end));
  }
}
