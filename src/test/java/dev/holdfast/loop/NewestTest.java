package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.HighAvailabilityPolicy;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import org.junit.jupiter.api.Test;

class NewestTest {
  private final Newest newest = new Newest();

  private static HighAvailabilityPolicy version(String version) {
    var policy = new HighAvailabilityPolicy();
    policy.setMetadata(
        new ObjectMetaBuilder()
            .withNamespace("shop")
            .withName("web")
            .withUid("u")
            .withResourceVersion(version)
            .build());
    return policy;
  }

  @Test
  void ourOwnWriteCountsUntilTheCacheShowsItOrALaterOne() {
    var ours = version("7");
    newest.remember(ours, version("5"));

    assertThat(newest.of(version("5"))).isSameAs(ours);
    var caughtUp = version("7");
    assertThat(newest.of(caughtUp)).isSameAs(caughtUp);
    var later = version("10");
    assertThat(newest.of(later)).isSameAs(later);
  }

  @Test
  void noPolicyIsHeldTwiceOnceTheCacheHasIt() {
    newest.remember(version("7"), version("5"));
    assertThat(newest.size()).isOne();

    newest.remember(version("7"), version("7"));

    assertThat(newest.size()).isZero();
  }

  @Test
  void versionsThatAreNoNumbersAreNotGuessedAt() {
    var cached = version("opaque");
    newest.remember(version("stranger"), cached);

    assertThat(newest.of(cached)).isSameAs(cached);
  }
}
