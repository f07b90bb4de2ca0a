package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The service account that deploy/install.yaml makes for Holdfast: what an operator does as this
 * account proves that its rights suffice, and the audit log tells its acts from all others.
 */
public final class OperatorAccount {
  public static final String NAMESPACE = "holdfast-system";

  /** As the audit log names it. */
  public static final String USER = "system:serviceaccount:" + NAMESPACE + ":holdfast";

  private static final String NAME = "holdfast";

  /** An hour, which is usual, is less than the longest of our runs takes. */
  private static final Duration LONGEST_RUN = Duration.ofHours(6);

  private final ControlPlane plane;

  private OperatorAccount(ControlPlane plane) {
    this.plane = plane;
  }

  /** Applies deploy/install.yaml, once a control plane. */
  public static OperatorAccount install(ControlPlane plane) throws IOException {
    Installation.apply(plane.client());
    return new OperatorAccount(plane);
  }

  /** Where the manifest was applied already. */
  public static OperatorAccount of(ControlPlane plane) {
    return new OperatorAccount(plane);
  }

  /** For a kubeconfig of another kind, as {@link ApiRelay#kubeconfig(String)} writes. */
  public String token() {
    return plane
        .client()
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .tokenRequest(
            new TokenRequestBuilder()
                .withNewSpec()
                .withExpirationSeconds(LONGEST_RUN.toSeconds())
                .endSpec()
                .build())
        .getStatus()
        .getToken();
  }

  /** A kubeconfig with a token of this account. */
  public Path kubeconfig() throws IOException {
    return Files.writeString(
        plane.folder().resolve("holdfast.kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: holdfast
        clusters:
        - {name: plane, cluster: {server: "%s", certificate-authority: "%s"}}
        users:
        - {name: holdfast, user: {token: "%s"}}
        contexts:
        - {name: holdfast, context: {cluster: plane, user: holdfast}}
        """
            .formatted(
                plane.client().getMasterUrl(), plane.certificates().resolve("ca.crt"), token()));
  }
}
