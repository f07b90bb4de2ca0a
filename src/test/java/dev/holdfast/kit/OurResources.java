package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The checked-in CRDs, brought to a control plane; any number of times. */
public final class OurResources {
  private static final Path CRDS = Path.of("crds");

  /** The API server serves them when this returns. */
  public static void install(KubernetesClient client) {
    for (var file : files()) {
      var crd =
          client.getKubernetesSerialization().unmarshal(read(file), CustomResourceDefinition.class);
      client.resource(crd).forceConflicts().serverSideApply();
      client.resource(crd).waitUntilCondition(OurResources::isServed, 30, TimeUnit.SECONDS);
    }
  }

  private static boolean isServed(CustomResourceDefinition crd) {
    return crd != null
        && crd.getStatus() != null
        && Stream.ofNullable(crd.getStatus().getConditions())
            .flatMap(List::stream)
            .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
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
