package dev.holdfast.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.AuditEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Only the one arrival that a trial kept back is excused. */
class LateCallTest {
  private static final LateCall LATE =
      new LateCall("shop/web-a", Instant.parse("2026-01-01T00:00:29Z"));

  @Test
  void theArrivalThatWasKeptBackIsExcused() {
    assertThat(LATE.isMeantBy(misdeed("2026-01-01T00:00:30.5Z", "delete pods", "shop/web-a")))
        .isTrue();
    assertThat(
            LATE.isMeantBy(misdeed("2026-01-01T00:00:30Z", "create pods/eviction", "shop/web-a")))
        .isTrue();
  }

  @Test
  void whatCameBeforeOrMetAnotherPodIsNot() {
    assertThat(LATE.isMeantBy(misdeed("2026-01-01T00:00:10Z", "delete pods", "shop/web-a")))
        .isFalse();
    assertThat(LATE.isMeantBy(misdeed("2026-01-01T00:00:30Z", "delete pods", "shop/web-b")))
        .isFalse();
    assertThat(LATE.isMeantBy(misdeed("2026-01-01T00:00:30Z", "patch nodes", "/n1"))).isFalse();
  }

  @Test
  void ofTheAuditLogOnlyThatArrivalIsExcused() {
    assertThat(LATE.is(removal("2026-01-01T00:00:30Z", "web-a"))).isTrue();
    assertThat(LATE.is(removal("2026-01-01T00:00:10Z", "web-a"))).isFalse();
    assertThat(LATE.is(removal("2026-01-01T00:00:30Z", "web-b"))).isFalse();
  }

  private static AuditEvent removal(String at, String pod) {
    return AuditEvent.parse(
        """
        {"verb": "delete", "requestReceivedTimestamp": "%s", "stageTimestamp": "%s",
         "objectRef": {"resource": "pods", "namespace": "shop", "name": "%s"}}
        """
            .formatted(at, at, pod));
  }

  private static String misdeed(String at, String what, String on) {
    return "The operator does intent 1 twice: %s %s %s by someone: 200".formatted(at, what, on);
  }
}
