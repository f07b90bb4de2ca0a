package dev.holdfast.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The files of test classes by the classes' simple names.
 *
 * @param files below {@link #TESTS}
 */
record TestClasses(Map<String, Path> files) {
  private static final Path TESTS = Path.of("src/test/java");
  private static final String JAVA = ".java";

  static TestClasses find() throws IOException {
    try (var files = Files.walk(TESTS)) {
      return new TestClasses(
          files
              .filter(file -> file.toString().matches(".*(Test|IT)\\.java"))
              .collect(Collectors.toMap(TestClasses::stem, file -> file)));
    }
  }

  private static String stem(Path file) {
    return file.getFileName().toString().replace(JAVA, "");
  }

  boolean knows(Catcher test) {
    var file = Optional.ofNullable(files.get(test.type()));
    return file.filter(f -> read(f).contains(" " + test.method() + "(") || test.method().isEmpty())
        .isPresent();
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The class's full name.
   *
   * @throws IllegalStateException when there is no such test
   */
  String fullName(Catcher test) {
    var file = files.get(test.type());
    if (file == null) throw new IllegalStateException("There is no test " + test);
    return TESTS.relativize(file).toString().replace(JAVA, "").replace('/', '.');
  }
}
