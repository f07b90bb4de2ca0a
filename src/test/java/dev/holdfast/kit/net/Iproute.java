package dev.holdfast.kit.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The commands of iproute2. */
final class Iproute {
  private static final List<Path> FOLDERS =
      Stream.of("/usr/sbin", "/sbin", "/usr/bin", "/bin").map(Path::of).toList();

  private Iproute() {}

  /** The executable of that name, also where an ordinary user's path does not lead to it. */
  static Optional<Path> find(String command) {
    return FOLDERS.stream()
        .map(folder -> folder.resolve(command))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** What {@code ip} prints; throws IllegalStateException with what it complains about. */
  static String ip(String... arguments) {
    return run("ip", List.of(arguments), "");
  }

  /** Several commands of {@code ip} in a namespace, one a line. */
  static void ipIn(String namespace, String commands) {
    run("ip", List.of("-n", namespace, "-batch", "-"), commands);
  }

  /** Traffic control in a namespace. */
  static void tcIn(String namespace, String commands) {
    run("tc", List.of("-n", namespace, "-batch", "-"), commands);
  }

  private static String run(String command, List<String> arguments, String input) {
    var path = find(command).orElseThrow(() -> new IllegalStateException("No command " + command));
    var line = Stream.concat(Stream.of(path.toString()), arguments.stream()).toList();
    try {
      return run(line, input);
    } catch (IOException e) {
      throw new IllegalStateException("Could not run " + line, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while running " + line, e);
    }
  }

  private static String run(List<String> line, String input)
      throws IOException, InterruptedException {
    var process = new ProcessBuilder(line).redirectErrorStream(true).start();
    try (var commands = process.getOutputStream()) {
      commands.write(input.getBytes(UTF_8));
    }
    var printed = new String(process.getInputStream().readAllBytes(), UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException("%s\n%sfailed: %s".formatted(line, input, printed));
    }
    return printed;
  }
}
