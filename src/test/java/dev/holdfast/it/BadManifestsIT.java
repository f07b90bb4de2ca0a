package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OurResources;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server says to policies that make no sense, and that it takes those that do. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class BadManifestsIT {
  private static final int AT_LEAST = 110;

  /** Follows a refusal by the schema, which is asked before the rules. */
  private static final String UNCHECKED =
      ", <nil>: Invalid value: null: some validation rules were not checked because the object was"
          + " invalid; correct the existing errors to complete validation]";

  @BeforeAll
  static void theKindsAreServed(ControlPlane plane) {
    OurResources.install(plane.client());
  }

  static Stream<Manifest> bad() {
    return Manifest.in("bad");
  }

  static Stream<Manifest> good() {
    return Manifest.in("good");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bad")
  void aBadManifestIsRefusedWithASentenceThatNamesFieldAndRemedy(
      Manifest manifest, ControlPlane plane) {
    var refusal =
        catchThrowableOfType(
            KubernetesClientException.class, () -> manifest.tryOut(plane.client(), "default"));

    assertThat(refusal).as("a refusal").isNotNull();
    assertThat(sentence(refusal)).isEqualTo(manifest.says());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("good")
  void whatIsAllowedIsTaken(Manifest manifest, ControlPlane plane) {
    assertThatCode(() -> manifest.tryOut(plane.client(), "default")).doesNotThrowAnyException();
  }

  @Test
  void theTableIsAsLongAsWeSay() {
    assertThat(bad().map(Manifest::toString))
        .hasSizeGreaterThanOrEqualTo(AT_LEAST)
        .doesNotHaveDuplicates();
  }

  /** Without whom it is about, which is always the same. */
  private static String sentence(KubernetesClientException refusal) {
    var said = refusal.getStatus().getMessage();
    var about = said.replaceFirst("^\\w+\\.holdfast\\.dev \"tried\" is invalid: ", "");
    var what =
        about.replaceFirst("^\\w+ in version \"v1alpha1\" cannot be handled as a \\w+: ", "");
    return what.startsWith("[") && what.endsWith(UNCHECKED)
        ? what.substring(1, what.length() - UNCHECKED.length())
        : what;
  }
}
