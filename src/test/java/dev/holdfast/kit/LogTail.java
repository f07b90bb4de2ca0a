package dev.holdfast.kit;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads a growing file of lines once, however often it is asked. */
final class LogTail {
  private final Path file;
  private long read;

  LogTail(Path file) {
    this.file = file;
  }

  /** Leaves out what the file holds by now, but for a line that is still written. */
  static LogTail fromNow(Path file) {
    var tail = new LogTail(file);
    if (!Files.exists(file)) {
      return tail;
    }
    try (var open = new RandomAccessFile(file.toFile(), "r")) {
      tail.read = endOfLastLine(open);
      return tail;
    } catch (IOException e) {
      throw new UncheckedIOException("Could not look for the end of " + file, e);
    }
  }

  private static long endOfLastLine(RandomAccessFile open) throws IOException {
    long end = open.length();
    while (end > 0) {
      open.seek(end - 1);
      if (open.read() == '\n') {
        break;
      }
      end--;
    }
    return end;
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
