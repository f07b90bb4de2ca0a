package dev.holdfast.kit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads a growing file of lines once, however often it is asked. */
final class LogTail {
  private final Path file;
  private long read;

  LogTail(Path file) {
    this.file = file;
  }

  /** Whole lines that came since the last call; a line that is still written comes later. */
  List<String> fresh() {
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      var bytes = new byte[Math.toIntExact(open.length() - read)];
      open.seek(read);
      open.readFully(bytes);
      int whole = bytes.length;
      while (whole > 0 && bytes[whole - 1] != '\n') {
        whole--;
      }
      read += whole;
      return new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not read on in " + file, e);
    }
  }
}
