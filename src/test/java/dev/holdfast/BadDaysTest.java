package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** docs/bad-days.md promises tests; here they are looked for. */
class BadDaysTest {
  private static final Pattern TEST = Pattern.compile("\\| (\\w+IT)\\.(\\w+) \\|");

  static Stream<String> tests() throws IOException {
    return TEST.matcher(Files.readString(Path.of("docs", "bad-days.md")))
        .results()
        .map(named -> named.group(1) + "." + named.group(2));
  }

  @ParameterizedTest
  @MethodSource("tests")
  void eachTestThatIsNamedExists(String named) throws ClassNotFoundException {
    var parts = named.split("\\.", 2);
    var methods = Class.forName("dev.holdfast.it." + parts[0]).getDeclaredMethods();
    assertThat(methods).extracting("name").contains(parts[1]);
  }

  @Test
  void eachDayNamesOne() throws IOException {
    var rows =
        Files.readAllLines(Path.of("docs", "bad-days.md")).stream()
            .filter(line -> line.startsWith("| "))
            .filter(line -> !line.startsWith("| bad day"))
            .toList();
    assertThat(rows).hasSizeGreaterThan(25).allMatch(row -> TEST.matcher(row).find());
  }
}
