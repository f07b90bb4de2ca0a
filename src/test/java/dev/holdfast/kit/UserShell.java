package dev.holdfast.kit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The shell of an administrator in this repository: kubectl is there and finds the plane. */
public final class UserShell {
  private final ControlPlane plane;

  public UserShell(ControlPlane plane) {
    this.plane = plane;
  }

  /**
   * Runs it with bash and returns all that it printed.
   *
   * @throws IllegalStateException with all that it printed, when it fails
   */
  public String run(String script) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", script))
            .redirectErrorStream(true);
    var environment = builder.environment();
    environment.put("KUBECONFIG", plane.kubeconfig().toString());
    environment.merge(
        "PATH", plane.binaries().folder().toString(), (path, own) -> own + ":" + path);
    var process = builder.start();
    var printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(script + "\nfailed:\n" + printed);
    }
    return printed;
  }
}
