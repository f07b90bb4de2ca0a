package dev.holdfast.api;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.CustomResource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds {@code crds/} to the classes of the API; with {@code -Dcrd.rewrite=true} it writes it. */
class CrdDriftTest {

  private static final Path CRDS = Path.of("crds");
  private static final Path CLASSES = Path.of("target/classes/dev/holdfast/api");

  @Test
  void theCrdsCheckedInAreThoseThatTheClassesDescribe() throws IOException {
    Map<String, String> described = CrdFiles.of(customResources());
    if (Boolean.getBoolean("crd.rewrite")) {
      write(described);
    }
    assertThat(namesIn(CRDS)).as("run `make crd` and commit crds/").isEqualTo(described.keySet());
    for (Map.Entry<String, String> file : described.entrySet()) {
      assertThat(CRDS.resolve(file.getKey()))
          .as("run `make crd` and commit crds/")
          .content()
          .isEqualTo(file.getValue());
    }
  }

  private static void write(Map<String, String> files) throws IOException {
    Files.createDirectories(CRDS);
    for (String stale : namesIn(CRDS)) {
      Files.delete(CRDS.resolve(stale));
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      Files.writeString(CRDS.resolve(file.getKey()), file.getValue());
    }
  }

  private static Set<String> namesIn(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return Set.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(toSet());
    }
  }

  private static List<Class<? extends HasMetadata>> customResources() {
    return new ClassFileImporter()
        .importPath(CLASSES).stream()
            .filter(type -> type.isAssignableTo(CustomResource.class))
            .<Class<? extends HasMetadata>>map(type -> type.reflect().asSubclass(HasMetadata.class))
            .toList();
  }
}
