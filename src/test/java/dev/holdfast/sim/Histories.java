package dev.holdfast.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Histories that went wrong, one a file: its class and seed, and what happened, to be read. Moved
 * to {@link #KEPT} a test plays it again each time.
 */
final class Histories {
  static final Path KEPT = Path.of("src/test/resources/histories");
  static final Path FRESH = Path.of("target/histories");
  private static final Pattern NAME = Pattern.compile("([A-Z_]+)-(\\d+)\\.txt");

  /** Which one. */
  record Key(FaultClass what, long seed) {}

  /** In these seeded bugs show: each was chosen because it shows one or more. */
  private static final List<Key> TELLING =
      List.of(
          new Key(FaultClass.CRASH, 1),
          new Key(FaultClass.REBOOT, 7003),
          new Key(FaultClass.STUN, 7003),
          new Key(FaultClass.FLAPPING, 10),
          new Key(FaultClass.KUBELET_CRASH, 5),
          new Key(FaultClass.ZONE_BLIND, 5),
          new Key(FaultClass.MOST_BLIND, 5),
          new Key(FaultClass.MOST_BLIND, 8),
          new Key(FaultClass.BROWNOUT, 3),
          new Key(FaultClass.CLOCKS, 7),
          new Key(FaultClass.PAUSES, 9),
          new Key(FaultClass.BEHIND, 5),
          new Key(FaultClass.BEHIND, 8),
          new Key(FaultClass.BEHIND, 30),
          new Key(FaultClass.RIVALS, 14),
          new Key(FaultClass.REPLIES, 2),
          new Key(FaultClass.SOLO, 1),
          new Key(FaultClass.STOP, 11),
          new Key(FaultClass.STOP, 19),
          new Key(FaultClass.SPARED, 3),
          new Key(FaultClass.SPARED, 24),
          new Key(FaultClass.MOMENTS, 5),
          new Key(FaultClass.COLD, 5),
          new Key(FaultClass.KINDS, 7),
          new Key(FaultClass.KINDS, 24),
          new Key(FaultClass.ILL, 3),
          new Key(FaultClass.IMPAIRED, 23),
          new Key(FaultClass.WORDS, 11));

  private Histories() {}

  static Path dump(Outcome wrong) {
    var traced = Episode.run(wrong.what(), wrong.seed(), true);
    var file = FRESH.resolve("%s-%d.txt".formatted(wrong.what(), wrong.seed()));
    try {
      Files.createDirectories(FRESH);
      Files.writeString(file, text(traced));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  static String text(Outcome traced) {
    return "%s\n\n%s\n\nfalse deletions: %s\nfalse traffic moves: %s\nmisdeeds by the oracle: %s\n"
        .formatted(
            traced.replay(),
            String.join("\n", traced.trace()),
            traced.deletions().mistakes(),
            traced.moves().mistakes(),
            traced.safety().misdeeds());
  }

  /** What a test plays each time: {@link #TELLING}, and those that once went wrong. */
  static Stream<Key> played() {
    return Stream.concat(TELLING.stream(), kept().stream());
  }

  private static List<Key> kept() {
    if (!Files.isDirectory(KEPT)) return List.of();
    try (var files = Files.list(KEPT)) {
      return files.sorted().map(file -> key(file.getFileName().toString())).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Key key(String file) {
    var name = NAME.matcher(file);
    if (!name.matches()) throw new IllegalStateException(file + " is no history");
    return new Key(FaultClass.valueOf(name.group(1)), Long.parseLong(name.group(2)));
  }
}
