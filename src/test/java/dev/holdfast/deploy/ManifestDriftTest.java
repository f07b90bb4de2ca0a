package dev.holdfast.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Holds deploy/install.yaml to its parts; {@code -Dmanifests.rewrite=true} writes it. */
class ManifestDriftTest {

  @Test
  void theManifestCheckedInIsMadeOfItsParts() throws IOException {
    var composed = InstallManifest.compose();
    if (Boolean.getBoolean("manifests.rewrite")) {
      Files.writeString(InstallManifest.FILE, composed);
    }
    assertThat(InstallManifest.FILE)
        .as("run `make manifests` and commit deploy/install.yaml")
        .content()
        .isEqualTo(composed);
  }
}
