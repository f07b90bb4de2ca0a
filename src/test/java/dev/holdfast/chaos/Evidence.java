package dev.holdfast.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps what the replicas said when a trial went wrong. */
final class Evidence {
  private static final Path FOLDER = Path.of("target", "chaos");

  private Evidence() {}

  /** The file that holds it. */
  static Path keep(Outcome outcome, Arena arena) throws IOException {
    Files.createDirectories(FOLDER);
    var name = outcome.trial().toString().replaceAll("[^A-Za-z0-9#-]+", "_");
    var text = new StringBuilder(outcome.trial() + "\n" + String.join("\n", outcome.violations()));
    for (var seat : arena.seats()) text.append("\n\n=== a replica ===\n").append(seat.logs());
    return Files.writeString(FOLDER.resolve(name + ".log"), text);
  }
}
