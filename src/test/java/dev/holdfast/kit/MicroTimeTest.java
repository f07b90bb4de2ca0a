package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MicroTimeTest {
  @Test
  void aMomentOnAWholeMillisecondKeepsItsSixDecimals() {
    assertThat(MicroTime.of(Instant.parse("2026-11-24T13:25:02.706Z")))
        .isEqualTo("2026-11-24T13:25:02.706000Z");
  }
}
