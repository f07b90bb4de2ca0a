package dev.holdfast.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Holds docs/metrics.md to the code; {@code -Dmetrics.rewrite=true} writes it. */
class MetricsDriftTest {

  @Test
  void theDocumentCheckedInDescribesTheMetricsThatTheCodeDeclares() throws IOException {
    var composed = MetricsDocument.compose();
    if (Boolean.getBoolean("metrics.rewrite")) {
      Files.writeString(MetricsDocument.FILE, composed);
    }
    assertThat(MetricsDocument.FILE)
        .as("run `make metrics-doc` and commit docs/metrics.md")
        .content()
        .isEqualTo(composed);
  }
}
