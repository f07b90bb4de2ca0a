package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** One process of the control plane: it can be killed, started again as it was, frozen, thawed. */
public final class Component {
  private final Path cluster;
  private final String name;
  private final Place place;
  private final List<String> command;

  Component(Path cluster, String name, Place place) throws IOException {
    this.cluster = cluster;
    this.name = name;
    this.place = place;
    this.command =
        List.of(Files.readString(Path.of("/proc/" + pid() + "/cmdline")).split("\0", -1)).stream()
            .filter(argument -> !argument.isEmpty())
            .toList();
  }

  /** Ends it at once (SIGKILL) and returns when it is gone. */
  public void kill() {
    ProcessHandle.of(pid())
        .ifPresent(
            process -> {
              process.destroyForcibly();
              process.onExit().join();
            });
  }

  boolean isAlive() {
    return ProcessHandle.of(pid()).filter(ProcessHandle::isAlive).isPresent();
  }

  /** Starts it again with the command that it had; does not wait until it serves. */
  public void start() {
    var log = cluster.resolve("logs/" + name + ".log").toFile();
    try {
      var process =
          new ProcessBuilder(place.command(command))
              .directory(cluster.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start();
      Files.writeString(pidFile(), Long.toString(process.pid()));
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start " + name + " again", e);
    }
  }

  /** SIGSTOP: connections are accepted by the kernel, nothing is answered. */
  public void freeze() {
    Signals.freeze(pid());
  }

  /** SIGCONT. */
  public void thaw() {
    Signals.thaw(pid());
  }

  /** The value of a flag that it was started with. */
  String flag(String name) {
    return command.stream()
        .filter(argument -> argument.startsWith("--" + name + "="))
        .map(argument -> argument.substring(name.length() + 3))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(this.name + " has no --" + name));
  }

  /** The id of the process that runs or ran last. */
  public long pid() {
    try {
      return Long.parseLong(Files.readString(pidFile()).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("No process id of " + name, e);
    }
  }

  private Path pidFile() {
    return cluster.resolve("pids/" + name + ".pid");
  }
}
