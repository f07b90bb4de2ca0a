package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Each test that the threat model leans on exists, and is a test. */
class ThreatModelTest {
  private static final Path MODEL = Path.of("docs", "threat-model.md");
  private static final Pattern NAMED = Pattern.compile("`(\\w+(?:Test|IT)\\.\\w+)`");
  private static final JavaClasses TESTS =
      new ClassFileImporter().importPath(Path.of("target/test-classes"));

  @Test
  void eachTestThatItNamesExists() throws IOException {
    assertThat(named()).hasSizeGreaterThan(20).isSubsetOf(tests());
  }

  private static List<String> named() throws IOException {
    return NAMED
        .matcher(Files.readString(MODEL))
        .results()
        .map(m -> m.group(1))
        .distinct()
        .toList();
  }

  private static Set<String> tests() {
    return TESTS.stream()
        .flatMap(type -> type.getMethods().stream())
        .filter(method -> method.getAnnotations().stream().anyMatch(ThreatModelTest::isTest))
        .map(method -> method.getOwner().getSimpleName() + "." + method.getName())
        .collect(Collectors.toSet());
  }

  private static boolean isTest(JavaAnnotation<?> annotation) {
    return annotation
        .getRawType()
        .getName()
        .matches(".*\\.(Test|ParameterizedTest|TestFactory|Property)");
  }
}
