package dev.holdfast.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The one operator of a run; its log outlives it. */
final class SharedOperator implements AutoCloseable {
  static final Path KEPT_LOG = Path.of("target", "it", "operator.log");

  private final OperatorProcess process;

  private SharedOperator(OperatorProcess process) {
    this.process = process;
  }

  /** Returns when it is ready. */
  static SharedOperator start(ControlPlane plane) throws IOException {
    return new SharedOperator(OperatorProcess.start(plane, settings(plane)));
  }

  OperatorProcess process() {
    return process;
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
