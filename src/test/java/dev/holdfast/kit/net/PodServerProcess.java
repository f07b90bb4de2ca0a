package dev.holdfast.kit.net;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.Place;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A {@link PodServer} on a host. It ends with this process, whose end closes its input. */
final class PodServerProcess implements AutoCloseable {
  private final Process process;

  private PodServerProcess(Process process) {
    this.process = process;
  }

  static PodServerProcess start(ControlPlane plane, String node, Place place) {
    var log = plane.logs().resolve(node + "-pods.log").toFile();
    try {
      return new PodServerProcess(
          new ProcessBuilder(place.command(command(plane)))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not start the pods of " + node, e);
    }
  }

  /**
   * From now on.
   *
   * @param endpoint address and port, with a space between
   */
  void answer(String endpoint, PodAnswer answer) {
    try {
      var input = process.getOutputStream();
      input.write((answer + " " + endpoint + "\n").getBytes(US_ASCII));
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("The pods' process has ended", e);
    }
  }

  /** At once; returns when it is gone. */
  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The property names the plane's folder, so that the process ends with the plane. */
  private static List<String> command(ControlPlane plane) {
    return SmallJvm.command(PodServer.class, List.of("-Dholdfast.kit=" + plane.folder() + "/"));
  }
}
