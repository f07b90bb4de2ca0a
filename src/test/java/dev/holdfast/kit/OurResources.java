package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The checked-in CRDs, brought to a control plane; any number of times. */
public final class OurResources {
  private static final Path CRDS = Path.of("crds");
  private static final String API_VERSION = "holdfast.dev/v1alpha1";
  private static final List<String> KINDS = List.of("HighAvailabilityPolicy", "NodeHealthPolicy");

  /** On a busy machine; usually it takes a second. */
  static final Duration SERVED_WITHIN = Duration.ofSeconds(30);

  /** The API server serves them when this returns. */
  public static void install(KubernetesClient client) {
    for (var file : files()) {
      var crd =
          client.getKubernetesSerialization().unmarshal(read(file), CustomResourceDefinition.class);
      client.resource(crd).forceConflicts().serverSideApply();
    }
    awaitServed(client);
  }

  /** A CRD is said to be established some time before its kind is served. */
  public static void awaitServed(KubernetesClient client) {
    Awaitility.await("the kinds of holdfast.dev are served")
        .atMost(SERVED_WITHIN)
        .ignoreExceptions()
        .until(() -> KINDS.stream().allMatch(kind -> isServed(client, kind)));
  }

  /** By name, as objects are sent, and at its address, as they are listed. */
  private static boolean isServed(KubernetesClient client, String kind) {
    client.genericKubernetesResources(API_VERSION, kind).list();
    return client.getApiResources(API_VERSION).getResources().stream()
        .anyMatch(resource -> resource.getKind().equals(kind));
  }

  private static List<Path> files() {
    try (var all = Files.list(CRDS)) {
      return all.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException("The CRDs are looked for in ./" + CRDS, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private OurResources() {}
}
