package dev.holdfast.deploy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A kubectl that answers as it is told, for scripts whose cluster is in a state that no test makes.
 */
final class FakeKubectl {
  private final Path folder;
  private final List<String> rules = new ArrayList<>();

  /** What came of a script: its exit code, and all that it printed. */
  record Ran(int code, String printed) {}

  FakeKubectl(Path folder) {
    this.folder = folder;
  }

  /**
   * Where it was told nothing it prints nothing and succeeds.
   *
   * @param call its arguments, as a glob; of several that match the last one counts
   */
  void answer(String call, int code, String output) throws IOException {
    var printed = folder.resolve("answer-" + rules.size());
    Files.writeString(printed, output);
    var rule = "if [[ \"$*\" == %s ]]; then cat '%s'; exit %d; fi\n";
    rules.addFirst(rule.formatted(call.replace(" ", "\\ "), printed, code));
  }

  /** Runs a script of this repository with it on the path. */
  Ran run(Map<String, String> environment, String script, String... arguments)
      throws IOException, InterruptedException {
    install();
    var command = Stream.concat(Stream.of("bash", script), Arrays.stream(arguments)).toList();
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", folder.toString(), (path, own) -> own + ":" + path);
    var process = builder.start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ran(process.waitFor(), printed);
  }

  private void install() throws IOException {
    Files.deleteIfExists(log());
    var script = folder.resolve("kubectl");
    Files.writeString(
        script,
        "#!/usr/bin/env bash\necho \"$*\" >>'%s'\n%sexit 0\n"
            .formatted(log(), String.join("", rules)));
    if (!script.toFile().setExecutable(true)) throw new IOException("not executable: " + script);
  }

  private Path log() {
    return folder.resolve("calls");
  }

  /** In the last run, in their order. */
  List<String> calls() throws IOException {
    return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
  }
}
