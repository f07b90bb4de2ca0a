package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What some tests need of other projects. It is looked for where {@code hack/debian-tools} unpacks
 * it and where a package would install it; never downloaded.
 */
public enum Tool {
  PROMTOOL("bin/promtool"),
  PROMETHEUS("bin/prometheus"),
  ALERTMANAGER("bin/prometheus-alertmanager"),
  FAKETIME("lib/libfaketimeMT.so.1");

  /** A library lies in a folder of its architecture and its package. */
  private static final int DEPTH = 3;

  private final Path path;

  Tool(String path) {
    this.path = Path.of(path);
  }

  /** The file; empty when it is nowhere. */
  public Optional<Path> find() {
    return Stream.of(userCache().resolve("usr"), Path.of("/usr"))
        .map(root -> root.resolve(path.getName(0)))
        .filter(Files::isDirectory)
        .flatMap(folder -> in(folder).stream())
        .findFirst();
  }

  private Optional<Path> in(Path folder) {
    try (var found = Files.find(folder, DEPTH, (file, a) -> file.endsWith(path.getFileName()))) {
      return found.findFirst();
    } catch (IOException e) {
      throw new UncheckedIOException("No look into " + folder, e);
    }
  }

  private static Path userCache() {
    var xdg = System.getenv("XDG_CACHE_HOME");
    var cache =
        xdg != null && !xdg.isBlank()
            ? Path.of(xdg)
            : Path.of(System.getProperty("user.home"), ".cache");
    return cache.resolve("holdfast/debian");
  }
}
