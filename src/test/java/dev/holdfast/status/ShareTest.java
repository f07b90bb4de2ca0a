package dev.holdfast.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShareTest {

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource({
    "1, 1",
    "0, 0",
    "-0.00001, 0",
    "0.91666, 0.9167",
    "-12.5, -12.5",
    "-1e7, -10000000",
    "0.00004, 0",
    "1e-4, 0.0001",
  })
  void isAQuantityWhichIsWhatKubectlSortsTextBy(double share, String text) {
    assertThat(Share.of(share)).isEqualTo(text);
    assertThat(Quantity.getAmountInBytes(new Quantity(text)))
        .isEqualByComparingTo(new BigDecimal(text));
  }
}
