package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whatever policy the API server takes, Holdfast serves. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class LargestPolicyIT {
  private static final int LONGEST_ANNOTATIONS = 256 * 1024;
  private static final int LONGEST_NAME = 253;

  @Test
  void aPolicyWithTheLongestNameIsServed(Scene scene) {
    var longest = "a.b-".repeat(LONGEST_NAME / 4) + "c";
    RawPolicies.of(scene).apply(longest, Map.of());

    awaitServed(scene, longest);
  }

  @Test
  void aPolicyAsLargeAsCanBeIsServedAndALargerOneRefused(Scene scene) {
    var raw = RawPolicies.of(scene);
    var large = Map.of("note", "x".repeat(LONGEST_ANNOTATIONS - 100));
    var larger = Map.of("note", "x".repeat(1024 * 1024));

    assertThatThrownBy(() -> raw.apply("larger", larger))
        .hasMessageContaining("metadata.annotations: Too long");
    raw.apply("large", large);

    awaitServed(scene, "large");
    assertThat(raw.get("large").getMetadata().getAnnotations()).isEqualTo(large);
  }

  private static void awaitServed(Scene scene, String policy) {
    scene
        .eventually()
        .until(
            policy + " is served",
            () -> scene.policies().condition(policy, "SelectorSound").startsWith("False/NoPods"));
  }
}
