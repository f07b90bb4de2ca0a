package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** What an administrator applies before Holdfast runs: crds/ and deploy/rbac.yaml. */
public final class Installation {
  private static final Path DEFINITIONS = Path.of("crds");
  private static final Path RIGHTS = Path.of("deploy", "rbac.yaml");
  private static final Duration SERVED_WITHIN = Duration.ofSeconds(30);

  private Installation() {}

  /** Applies all of it and returns when the kinds are served. */
  public static void apply(KubernetesClient client) throws IOException {
    try (var files = Files.list(DEFINITIONS)) {
      for (var file : files.sorted().toList()) {
        apply(client, file, "");
      }
    }
    apply(client, RIGHTS, "");
    Awaitility.await("the kinds of holdfast.dev are served")
        .atMost(SERVED_WITHIN)
        .ignoreExceptions()
        .until(() -> isServed(client));
  }

  /**
   * Applies one file of manifests.
   *
   * @param namespace of those objects that name none, when not empty
   */
  public static void apply(KubernetesClient client, Path file, String namespace)
      throws IOException {
    for (var object : objects(client, file)) {
      var resource = client.resource(object);
      if (namespace.isEmpty() || object.getMetadata().getNamespace() != null) {
        resource.createOr(NonDeletingOperation::update);
      } else {
        resource.inNamespace(namespace).createOr(NonDeletingOperation::update);
      }
    }
  }

  private static List<HasMetadata> objects(KubernetesClient client, Path file) throws IOException {
    try (var text = Files.newInputStream(file)) {
      return client.load(text).items();
    }
  }

  private static boolean isServed(KubernetesClient client) {
    client.genericKubernetesResources("holdfast.dev/v1alpha1", "HighAvailabilityPolicy").list();
    client.genericKubernetesResources("holdfast.dev/v1alpha1", "NodeHealthPolicy").list();
    return true;
  }
}
