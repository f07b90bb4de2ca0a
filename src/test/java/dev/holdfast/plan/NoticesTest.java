package dev.holdfast.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.plan.PolicyView.PolicyKey;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class NoticesTest {
  private static final PolicyKey POLICY = new PolicyKey("shop", "web", "u", Instant.EPOCH, 1);

  private static String key(String pod, String reason, String message) {
    var held = new Held("Pod/" + pod, "incident-of-" + pod, reason, message, "a release");
    return new Notices(POLICY).held(held).key();
  }

  @Test
  void thatAnotherPolicyHasTheSayIsToldOnceForTheTwoAndNotForEachPod() {
    var told = key("web-1", "OverlappingPolicy", "the older policy all selects the pod too");

    assertThat(key("web-2", "OverlappingPolicy", "the older policy all selects the pod too"))
        .isEqualTo(told);
    assertThat(key("web-2", "OverlappingPolicy", "the older policy some selects the pod too"))
        .isNotEqualTo(told);
  }

  @Test
  void whatHoldsOnePodIsToldOfEach() {
    assertThat(key("web-1", "Veto", "under repair"))
        .isNotEqualTo(key("web-2", "Veto", "under repair"));
  }
}
