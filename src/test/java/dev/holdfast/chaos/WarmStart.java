package dev.holdfast.chaos;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;

/**
 * The operator's classes as a JVM of its own has laid them out, so that each further one starts
 * with half the CPU: hundreds are killed in a chaos run.
 *
 * @param flags of the JVMs that start with it
 */
record WarmStart(List<String> flags) {
  static final WarmStart NONE = new WarmStart(List.of());

  /** Lets one replica live from its start to its orderly end. */
  static WarmStart learn(ControlPlane plane) throws IOException {
    var archive = plane.folder().resolve("operator.jsa");
    var settings =
        OperatorSettings.against(OperatorAccount.install(plane).kubeconfig())
            .andJvm(List.of("-XX:ArchiveClassesAtExit=" + archive));
    try (var first = OperatorProcess.start(plane, settings)) {
      first.terminate();
    }
    return Files.exists(archive)
        ? new WarmStart(List.of("-XX:SharedArchiveFile=" + archive))
        : NONE;
  }
}
