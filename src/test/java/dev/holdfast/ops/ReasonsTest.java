package dev.holdfast.ops;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The sources are read for reasons: one that nobody listed would be told as Other. */
class ReasonsTest {
  private static final Path SOURCES = Path.of("src/main/java/dev/holdfast");

  /** A call or a constant by which deciding code names a reason. */
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(?:Hold|Held|Guard|Alarm|no|refuse|refused|held|heldUntil|hold|(?:REASON|NO_ANSWER"
              + "|BUDGET|MAJORITY_SILENT|AWAITING_STEERING) =)"
              + "\\(?\\s*(?:\\w+,\\s*)?\"([A-Z][A-Za-z]+)\"");

  private static final Pattern WORD = Pattern.compile("\"([A-Z][A-Za-z]+)\"");

  private static String sources;

  @BeforeAll
  static void read() throws IOException {
    try (var files = Files.walk(SOURCES)) {
      sources =
          files
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.getParent().endsWith("ops"))
              .map(ReasonsTest::text)
              .reduce("", String::concat);
    }
  }

  @Test
  void eachReasonThatTheCodeNamesIsListed() {
    assertThat(found(NAMED)).hasSizeGreaterThan(50).isSubsetOf(Reasons.ALL);
  }

  @Test
  void eachListedReasonIsNamedSomewhere() {
    assertThat(Reasons.ALL).doesNotHaveDuplicates().isSubsetOf(found(WORD));
  }

  private static Set<String> found(Pattern pattern) {
    return pattern
        .matcher(sources)
        .results()
        .map(m -> m.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void theOutcomesThatAreCountedAreThoseThatThereAre() {
    var outcomes =
        Stream.of(dev.holdfast.incident.Outcome.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(toSet());
    assertThat(Label.OUTCOME.listed()).isEqualTo(outcomes);
    assertThat(Stream.of(PassFailure.values()).map(PassFailure::toString))
        .containsExactlyInAnyOrderElementsOf(Label.FAILURE.listed());
  }
}
