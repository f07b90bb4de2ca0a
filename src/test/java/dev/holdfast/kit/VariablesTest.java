package dev.holdfast.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariablesTest {

  @Test
  void aSeedThatIsGivenIsTaken() {
    assertThat(of("SEED", "42").seed()).isEqualTo(42);
    assertThat(of("SEED", "-7").seed()).isEqualTo(-7);
  }

  @Test
  void withoutOneItIsFreshEachTime() {
    var none = of("SEED", " ");
    assertThat(Stream.generate(none::seed).limit(20).distinct().count()).isGreaterThan(1);
  }

  @Test
  void aCountThatIsNotGivenIsTheUsualOne() {
    assertThat(of("MINUTES", "").count("MINUTES", 75)).isEqualTo(75);
    assertThat(of("MINUTES", "3").count("MINUTES", 75)).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"abc", "1.5", "9999999999999999999999"})
  void aSeedThatIsNoNumberIsRefusedByItsName(String seed) {
    assertThatThrownBy(of("SEED", seed)::seed)
        .hasMessage("SEED must be a whole number, not '" + seed + "'");
  }

  @ParameterizedTest
  @CsvSource({"0", "-1"})
  void fewerThanOneOfSomethingIsRefused(String minutes) {
    assertThatThrownBy(() -> of("MINUTES", minutes).count("MINUTES", 75))
        .hasMessage("MINUTES must be a whole number of at least 1, not '" + minutes + "'");
  }

  private static Variables of(String name, String value) {
    return new Variables(Map.of(name, value));
  }
}
