package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the operators of a whole run asked their API servers for: each control plane leaves it in a
 * file when it goes, and whoever compares it with the rights reads all of them afterwards.
 */
public final class RightsUsed {
  private static final Path FOLDER = Path.of("target", "it", "rights");
  private static final AtomicInteger COUNT = new AtomicInteger();

  private RightsUsed() {}

  /** So that a run is not judged by what an earlier one left. */
  static void forgetEarlierRuns() {
    try {
      for (var file : files()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not clear " + FOLDER, e);
    }
  }

  /** Keeps what that audit log tells of the operator's account. */
  static void keep(Path auditLog) {
    try {
      Files.createDirectories(FOLDER);
      var name = ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet() + ".tsv";
      Files.write(
          FOLDER.resolve(name), in(auditLog).stream().map(RightUsed::toLine).sorted().toList());
    } catch (IOException e) {
      throw new UncheckedIOException("The rights used could not be kept in " + FOLDER, e);
    }
  }

  /**
   * What that audit log tells of the operator's account, now; up to where its rights were taken
   * away with its namespace: what it is denied from then on is meant so.
   */
  public static Set<RightUsed> in(Path auditLog) throws IOException {
    if (!Files.exists(auditLog)) return Set.of();
    try (var lines = Files.lines(auditLog)) {
      return lines
          .takeWhile(line -> !isUninstallation(line))
          .filter(line -> line.contains(OperatorAccount.USER) && line.endsWith("}"))
          .filter(line -> AuditEvent.parse(line).isByOperator())
          .map(RightUsed::parse)
          .flatMap(Optional::stream)
          .filter(used -> !isTheOwnersToGive(used))
          .collect(Collectors.toSet());
    }
  }

  /** Of these, what it was denied. */
  public static Set<RightUsed> refusedIn(Path auditLog) throws IOException {
    return in(auditLog).stream().filter(right -> !right.allowed()).collect(Collectors.toSet());
  }

  /** A Secret of a namespace: whether Holdfast may read it is said there, not in the manifest. */
  private static boolean isTheOwnersToGive(RightUsed used) {
    return used.resource().equals("secrets")
        && used.verb().equals("get")
        && !used.namespace().isEmpty();
  }

  private static boolean isUninstallation(String line) {
    return line.contains("\"requestURI\":\"/api/v1/namespaces/" + OperatorAccount.NAMESPACE + "\"")
        && line.contains("\"verb\":\"delete\"");
  }

  /** All that was kept since the last run began; empty when there was none. */
  public static Set<RightUsed> ofTheRun() throws IOException {
    return files().stream()
        .flatMap(RightsUsed::lines)
        .map(RightUsed::fromLine)
        .collect(Collectors.toSet());
  }

  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<Path> files() throws IOException {
    if (!Files.exists(FOLDER)) return Set.of();
    try (var all = Files.list(FOLDER)) {
      return all.collect(Collectors.toSet());
    }
  }
}
