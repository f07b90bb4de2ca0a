package dev.holdfast.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A seeded bug: one piece of one source file, and what stands there instead. Its file in {@link
 * #FOLDER} is named for the bug.
 *
 * @param guarantee what the bug breaks
 * @param source the file that bears the bug, below {@link #SOURCES}
 * @param catchers tests of which each must fail
 * @param unseen why the simulator cannot see it, though it runs what bears the bug; absent where it
 *     does see it, or runs none of that
 */
record Mutant(
    String name,
    String guarantee,
    String source,
    List<Catcher> catchers,
    @Nullable String unseen,
    String instead,
    String put) {
  static final Path FOLDER = Path.of("src/test/mutants");
  static final Path SOURCES = Path.of("src/main/java/dev/holdfast");
  private static final String SUFFIX = ".mutant";

  private static final Pattern FORM =
      Pattern.compile(
          "guarantee: (.+)\nin: (.+)\ncaught by: (.+?)\n(?:unseen in play: (.+?)\n)?"
              + "--- instead of\n(.+?)\n--- put\n(.*)",
          Pattern.DOTALL);

  static List<Mutant> all() throws IOException {
    try (var files = Files.list(FOLDER)) {
      return files
          .filter(file -> file.toString().endsWith(SUFFIX))
          .sorted()
          .map(Mutant::read)
          .toList();
    }
  }

  private static Mutant read(Path file) {
    var name = file.getFileName().toString();
    try {
      return parse(name.substring(0, name.length() - SUFFIX.length()), Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException("No mutant in " + file, e);
    }
  }

  static Mutant parse(String name, String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          name + " is no mutant: it must match " + FORM.pattern().replace("\n", "\\n"));
    }
    var catchers =
        Arrays.stream(form.group(3).split(",")).map(String::strip).map(Catcher::parse).toList();
    return new Mutant(
        name,
        line(form.group(1)),
        form.group(2).strip(),
        catchers,
        form.group(4) == null ? null : line(form.group(4)),
        form.group(5),
        form.group(6));
  }

  private static String line(String text) {
    return text.strip().replaceAll("\\s+", " ");
  }

  Path path() {
    return SOURCES.resolve(source);
  }

  /**
   * The source with the bug.
   *
   * @throws IllegalStateException when the piece is not there, or there more than once
   */
  String applied() throws IOException {
    return new Piece(instead).replacedBy(put, Files.readString(path()), name + " in " + path());
  }
}
