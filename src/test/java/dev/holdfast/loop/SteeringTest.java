package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SteeringTest {
  private final Steering steering = new Steering();

  @Test
  void whatAPolicyWantsStaysUntilItWantsSomethingElse() {
    assertThat(steering.want("a", Set.of("n1"))).isTrue();
    assertThat(steering.want("a", Set.of("n1"))).isFalse();
    assertThat(steering.nodes(() -> Set.of("a"))).containsExactly("n1");
    assertThat(steering.want("a", Set.of())).isTrue();
    assertThat(steering.nodes(() -> Set.of("a"))).isEmpty();
  }

  @Test
  void ofAPolicyThatIsNotInForceNoWishIsLeftHoweverItWent() {
    steering.want("gone", Set.of("n1"));
    steering.want("here", Set.of("n2"));
    assertThat(steering.nodes(() -> Set.of("here", "reborn"))).containsExactly("n2");
    assertThat(steering.nodes(() -> Set.of("here", "gone"))).containsExactly("n2");
  }
}
