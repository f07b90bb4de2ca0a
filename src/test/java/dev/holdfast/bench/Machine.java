package dev.holdfast.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Stream;

/** On what, and when, something was measured. */
record Machine(
    String cpu, int cores, String memory, String system, String jdk, Instant at, double load) {
  private static final double BYTES_PER_GIB = 1 << 30;
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  static Machine here() {
    return new Machine(
        fact(Path.of("/proc/cpuinfo"), "model name"),
        Runtime.getRuntime().availableProcessors(),
        totalMemory(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        Runtime.version().toString(),
        Instant.now(),
        loadNow());
  }

  private static String totalMemory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? Math.round(system.getTotalMemorySize() / BYTES_PER_GIB) + " GiB"
        : "unknown";
  }

  /** Processes that run or want to, the mean of the last minute; negative where it is unknown. */
  static double loadNow() {
    return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
  }

  String text() {
    return "%s: %s, %d cores, %s of memory, %s, JDK %s; load average %s at the start."
        .formatted(MINUTES.format(at), cpu, cores, memory, system, jdk, Figures.hundredths(load));
  }

  private static String fact(Path file, String name) {
    if (!Files.isReadable(file)) {
      return "unknown";
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
