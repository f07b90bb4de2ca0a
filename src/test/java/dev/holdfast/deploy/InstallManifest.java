package dev.holdfast.deploy;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The one file that users apply, from its parts: the namespace, the CRDs, all else by name. */
final class InstallManifest {
  static final Path FILE = Path.of("deploy", "install.yaml");

  private static final Path PARTS = Path.of("deploy", "parts");
  private static final Path DEFINITIONS = Path.of("crds");
  private static final String SEPARATOR = "---\n";
  private static final String HEADER =
      """
      # Holdfast, all of it: kubectl apply -f deploy/install.yaml
      # Made by `make manifests` from deploy/parts/ and crds/: edit those. docs/installing.md tells more.
      """;

  private InstallManifest() {}

  static String compose() throws IOException {
    var parts = filesIn(PARTS);
    return Stream.of(parts.subList(0, 1), filesIn(DEFINITIONS), parts.subList(1, parts.size()))
        .flatMap(List::stream)
        .map(InstallManifest::read)
        .collect(joining(SEPARATOR, HEADER + SEPARATOR, ""));
  }

  private static List<Path> filesIn(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
