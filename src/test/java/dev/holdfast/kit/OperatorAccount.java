package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.SubjectBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/**
 * What an operator finds on its cluster: its resource definitions, its namespace, and a service
 * account of its own, by which the audit log tells its acts from all others.
 */
public final class OperatorAccount {
  public static final String NAMESPACE = "holdfast-system";

  /** As the audit log names it. */
  public static final String USER = "system:serviceaccount:" + NAMESPACE + ":holdfast";

  private static final String NAME = "holdfast";
  private static final Path DEFINITIONS = Path.of("crds");

  private final ControlPlane plane;

  private OperatorAccount(ControlPlane plane) {
    this.plane = plane;
  }

  /** Installs all of it, once a control plane, and returns when the kinds are served. */
  public static OperatorAccount install(ControlPlane plane) throws IOException {
    var account = new OperatorAccount(plane);
    var client = plane.client();
    account.applyDefinitions(client);
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(NAME)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .build())
        .serverSideApply();
    client.resource(allRights()).serverSideApply();
    return account;
  }

  /** For a kubeconfig of another kind, as {@link ApiRelay#kubeconfig(String)} writes. */
  public String token() {
    return plane
        .client()
        .serviceAccounts()
        .inNamespace(NAMESPACE)
        .withName(NAME)
        .tokenRequest(new TokenRequest())
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
        current-context: it
        clusters:
        - {name: it, cluster: {server: "%s", certificate-authority: "%s"}}
        users:
        - {name: holdfast, user: {token: "%s"}}
        contexts:
        - {name: it, context: {cluster: it, user: holdfast}}
        """
            .formatted(
                plane.client().getMasterUrl(), plane.certificates().resolve("ca.crt"), token()));
  }

  private void applyDefinitions(KubernetesClient client) throws IOException {
    try (var files = Files.list(DEFINITIONS)) {
      files.sorted().map(file -> definition(client, file)).forEach(crd -> serve(client, crd));
    }
  }

  private static CustomResourceDefinition definition(KubernetesClient client, Path file) {
    try (var text = Files.newInputStream(file)) {
      return client.apiextensions().v1().customResourceDefinitions().load(text).item();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(KubernetesClient client, CustomResourceDefinition crd) {
    client.resource(crd).serverSideApply();
    Awaitility.await(crd.getMetadata().getName() + " is established")
        .atMost(Duration.ofSeconds(20))
        .until(() -> isEstablished(client.resource(crd).get()));
  }

  private static boolean isEstablished(CustomResourceDefinition crd) {
    var status = crd.getStatus();
    return status != null
        && status.getConditions().stream()
            .anyMatch(c -> "Established".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  /** Which rights the operator needs is not what tests with this account are about. */
  private static ClusterRoleBinding allRights() {
    return new ClusterRoleBindingBuilder()
        .withNewMetadata()
        .withName(NAME)
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "cluster-admin")
        .withSubjects(
            List.of(
                new SubjectBuilder()
                    .withKind("ServiceAccount")
                    .withName(NAME)
                    .withNamespace(NAMESPACE)
                    .build()))
        .build();
  }
}
