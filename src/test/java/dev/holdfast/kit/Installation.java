package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.NonDeletingOperation;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an administrator applies: deploy/install.yaml. Its Deployment gets no replicas, since no
 * host of the kit could run them: tests start the operator as processes, with the account's token.
 */
public final class Installation {
  public static final Path MANIFEST = Path.of("deploy", "install.yaml");

  private Installation() {}

  /** Applies all of it and returns when the kinds are served. */
  public static void apply(KubernetesClient client) throws IOException {
    for (var object : objects()) {
      if (object instanceof Deployment deployment) deployment.getSpec().setReplicas(0);
      client.resource(object).createOr(again -> again.forceConflicts().serverSideApply());
    }
    OurResources.awaitServed(client);
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

  /** All of the manifest, as it stands. */
  public static List<HasMetadata> objects() throws IOException {
    try (var text = Files.newInputStream(MANIFEST)) {
      return new KubernetesSerialization().unmarshal(text);
    }
  }

  /** Flags of the operator's JVM in its container, whose limit is all the memory that it sees. */
  public static List<String> jvm() throws IOException {
    var container = operator();
    var limit = container.getResources().getLimits().get("memory").getNumericalAmount();
    return Stream.concat(
            Stream.of("-XX:MaxRAM=" + limit.toBigIntegerExact()),
            Arrays.stream(variable(container, "JAVA_TOOL_OPTIONS").split("\\s+")))
        .toList();
  }

  private static Container operator() throws IOException {
    return objects().stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .map(deployment -> deployment.getSpec().getTemplate().getSpec().getContainers().getFirst())
        .findFirst()
        .orElseThrow();
  }

  private static String variable(Container container, String name) {
    return container.getEnv().stream()
        .filter(variable -> variable.getName().equals(name))
        .map(EnvVar::getValue)
        .findFirst()
        .orElseThrow();
  }

  private static List<HasMetadata> objects(KubernetesClient client, Path file) throws IOException {
    try (var text = Files.newInputStream(file)) {
      return client.load(text).items();
    }
  }
}
