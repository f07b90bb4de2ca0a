package dev.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationFormatTest {
  @ParameterizedTest(name = "{0} is {1} and is written {2}")
  @CsvSource({
    "0s, PT0S, 0s",
    "400ms, PT0.4S, 400ms",
    "1500ms, PT1.5S, 1s500ms",
    "30s, PT30S, 30s",
    "90s, PT90S, 1m30s",
    "1m30s, PT90S, 1m30s",
    "30s1m, PT90S, 1m30s",
    "6h, PT6H, 6h",
    "36h, PT36H, 1d12h",
    "30d, P30D, 30d",
    "1d2h3m4s5ms, PT26H3M4.005S, 1d2h3m4s5ms",
    "999999999d, P999999999D, 999999999d",
    "999999999d999999999d, P1999999998D, 1999999998d",
    "1999999998d, P1999999998D, 1999999998d",
  })
  void whatUsersWriteIsReadAndWrittenBackCanonically(String text, Duration value, String written) {
    assertThat(DurationFormat.parse(text)).isEqualTo(value);
    assertThat(DurationFormat.format(value)).isEqualTo(written);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "30", "0", "-5s", "+5s", "1.5s", "5 s", "5S", "5min", "PT30S", "s", "1w"})
  void anythingElseIsRefusedByNameWithTheAllowedForm(String text) {
    assertThatThrownBy(() -> DurationFormat.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("1m30s");
  }

  @ParameterizedTest
  @ValueSource(strings = {"9999999999999s", "1s1s1s1s1s1s", "1s\n"})
  void aTextTooLongToBeMeantIsRefused(String text) {
    assertThatThrownBy(() -> DurationFormat.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({"PT-3661S, -1h1m1s", "PT-0.5S, -500ms", "PT0.0009S, 0s", "PT1.9999S, 1s999ms"})
  void measuredTimesAreWrittenToTheMillisecond(Duration value, String written) {
    assertThat(DurationFormat.format(value)).isEqualTo(written);
  }

  @Property
  void whatIsWrittenIsReadBackAsTheSame(@ForAll @LongRange(min = 0) long millis) {
    var value = Duration.ofMillis(millis % Duration.ofDays(100_000).toMillis());
    assertThat(DurationFormat.parse(DurationFormat.format(value))).isEqualTo(value);
  }
}
