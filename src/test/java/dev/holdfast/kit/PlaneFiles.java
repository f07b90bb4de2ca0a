package dev.holdfast.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** The files that a control plane and its hosts are started with. */
record PlaneFiles(Workspace workspace, ControlPlaneOptions options) {
  void write() throws IOException {
    Files.writeString(workspace.resolve("audit.yaml"), options.audit().policy());
    Files.writeString(
        workspace.resolve("kwokctl.yaml"),
        """
        apiVersion: config.kwok.x-k8s.io/v1alpha1
        kind: KwokctlConfiguration
        options: {bindAddress: %s}
        """
            .formatted(options.site().plane().bindAddress()));
    try (InputStream stages =
        Objects.requireNonNull(ControlPlane.class.getResourceAsStream("stages.yaml"))) {
      Files.copy(stages, workspace.resolve("stages.yaml"));
    }
  }

  /** That of kwokctl is for those who run where the API server does. */
  void writeKubeconfig(Path cluster, Path file) throws IOException {
    var local = Files.readString(cluster.resolve("kubeconfig.yaml"));
    var server = "https://" + options.site().plane().address() + ":";
    Files.writeString(file, local.replace("https://127.0.0.1:", server));
  }
}
