package dev.holdfast.bench;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.FakeHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A running {@link Prober} and what it printed. */
final class ProberProcess implements AutoCloseable {
  private final Process process;
  private final Path printed;

  private ProberProcess(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  static ProberProcess start(ControlPlane plane, String namespace, List<FakeHost> hosts)
      throws IOException {
    var printed = plane.logs().resolve("prober.txt");
    var builder =
        new ProcessBuilder(command(plane, namespace, hosts))
            .redirectOutput(printed.toFile())
            .redirectError(plane.logs().resolve("prober.log").toFile());
    builder.environment().put("KUBECONFIG", plane.kubeconfig().toString());
    return new ProberProcess(builder.start(), printed);
  }

  /** The property names the plane's folder, so that the process ends with the plane. */
  private static List<String> command(ControlPlane plane, String namespace, List<FakeHost> hosts) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dholdfast.kit=" + plane.folder() + "/");
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Prober.class.getName(), namespace));
    hosts.forEach(host -> command.add(host.name() + "=" + host.address()));
    return command;
  }

  List<Probe> probes() throws IOException {
    var lines = Files.readAllLines(printed);
    if (!process.isAlive()) throw new IllegalStateException("the prober ended by itself");
    return lines.subList(0, Math.max(0, lines.size() - 1)).stream().map(Probe::parse).toList();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
