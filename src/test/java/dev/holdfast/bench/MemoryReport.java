package dev.holdfast.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** What {@link PodMemory} prints in a process of its own, as a section of Markdown. */
final class MemoryReport {
  static final String TITLE = "Heap per watched pod and node";

  private MemoryReport() {}

  static String measure() throws IOException, InterruptedException {
    var process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                PodMemory.class.getName())
            .redirectErrorStream(true)
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end PodMemory"));
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("PodMemory failed: " + printed);
    }
    return """
    Printed by `make bench BENCH=memory`; the limit is 400 bytes a pod.

    %s

    ```
    %s
    ```\
    """
        .formatted(Machine.here().text(), printed.strip());
  }
}
