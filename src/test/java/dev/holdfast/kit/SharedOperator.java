package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The one operator of a run, and what watches over it; its log outlives it. */
final class SharedOperator implements AutoCloseable {
  static final Path KEPT_LOG = Path.of("target", "it", "operator.log");

  private final OperatorProcess process;
  private final ControlPlane plane;

  private SharedOperator(ControlPlane plane, OperatorProcess process) {
    this.process = process;
    this.plane = plane;
  }

  /** Returns when it is ready. */
  static SharedOperator start(ControlPlane plane) throws IOException {
    return new SharedOperator(plane, OperatorProcess.start(plane, settings(plane)));
  }

  OperatorProcess process() {
    return process;
  }

  /** What it did wrong since the start of the run, for whichever test; empty is well. */
  List<String> misdeeds() {
    var errors = process.log().lines().filter(line -> line.contains(" ERROR "));
    return Stream.concat(plane.misdeeds().stream(), errors).toList();
  }

  /** The brake of the whole cluster would make tests wait that run side by side. */
  private static OperatorSettings settings(ControlPlane plane) throws IOException {
    return OperatorSettings.against(OperatorAccount.install(plane).kubeconfig())
        .with("HOLDFAST_NAMESPACE", OperatorAccount.NAMESPACE)
        .with("HOLDFAST_IDENTITY", "shared")
        .with("HOLDFAST_MOVES_PER_MINUTE", "10000");
  }

  @Override
  public void close() {
    process.close();
    try {
      Files.createDirectories(KEPT_LOG.getParent());
      Files.writeString(KEPT_LOG, process.log());
    } catch (IOException e) {
      throw new UncheckedIOException("The operator's log could not be kept", e);
    }
  }
}
