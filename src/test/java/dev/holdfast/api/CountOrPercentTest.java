package dev.holdfast.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CountOrPercentTest {

  @ParameterizedTest(name = "{0} of {1}: {2} rounded up, {3} rounded down")
  @CsvSource({
    "2, 10, 2, 2",
    "50%, 3, 2, 1",
    "20%, 4, 1, 0",
    "20%, 5, 1, 1",
    "100%, 7, 7, 7",
    "0%, 7, 0, 0",
    "1%, 1, 1, 0",
    "100%, 2147483647, 2147483647, 2147483647",
  })
  void isRoundedAsItsUseAsks(String written, int total, int up, int down) {
    var parsed = CountOrPercent.parse(written);
    assertThat(parsed.roundedUpOf(total)).isEqualTo(up);
    assertThat(parsed.roundedDownOf(total)).isEqualTo(down);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "101%", "50 %", "1.5", "%", "ten", "1000000000"})
  void whatIsNeitherIsRefusedByName(String written) {
    assertThatThrownBy(() -> CountOrPercent.parse(written))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + written + "'");
  }

  @Property
  void aSharePromisesNoMoreThanAllAndNoLessThanItsPart(
      @ForAll @IntRange(max = 100) int percent, @ForAll @IntRange(max = 150_000) int total) {
    var share = new CountOrPercent(percent, true);
    assertThat(share.roundedUpOf(total)).isBetween(share.roundedDownOf(total), total);
    assertThat(share.roundedUpOf(total) * 100L).isGreaterThanOrEqualTo((long) percent * total);
    assertThat(share.roundedDownOf(total) * 100L).isLessThanOrEqualTo((long) percent * total);
  }

  @Property
  void isReadAsItWasWritten(@ForAll @IntRange(max = 100) int amount, @ForAll boolean percent) {
    var value = new CountOrPercent(amount, percent);
    assertThat(CountOrPercent.parse(value.written())).isEqualTo(value);
  }
}
