package dev.holdfast.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TolerationSignalTest {
  private static final TaintSignal TAINT = new TaintSignal("gpu", "yes", "NoExecute");

  /** As {@code Toleration.ToleratesTaint}: an operator that is left out means Equal. */
  @ParameterizedTest(name = "key ''{0}'' {1} ''{2}'' effect ''{3}'': {4}")
  @CsvSource({
    "gpu, Exists, '', '', true",
    "gpu, Exists, '', NoExecute, true",
    "gpu, Exists, '', NoSchedule, false",
    "cpu, Exists, '', '', false",
    "'', Exists, '', '', true",
    "'', Exists, '', NoExecute, true",
    "'', Exists, '', NoSchedule, false",
    "gpu, Equal, yes, '', true",
    "gpu, Equal, no, '', false",
    "gpu, '', yes, '', true",
    "gpu, '', no, '', false",
    "'', Equal, yes, '', false",
    "'', '', '', '', false",
  })
  void matchesAsKubernetesDoes(
      String key, String operator, String value, String effect, boolean tolerates) {
    var toleration = new TolerationSignal(key, operator, value, effect, null);
    assertThat(toleration.tolerates(TAINT)).isEqualTo(tolerates);
  }

  @Test
  void whatIsToleratedForAWhileIsNotToleratedForEver() {
    var shape = shape(new TolerationSignal("gpu", "Exists", "", "", Duration.ofMinutes(5)));
    assertThat(shape.tolerates(TAINT)).isTrue();
    assertThat(shape.toleratesForEver(TAINT)).isFalse();
  }

  @Test
  void oneTolerationWithoutLimitSuffices() {
    var shape =
        shape(
            new TolerationSignal("gpu", "Exists", "", "", Duration.ofMinutes(5)),
            new TolerationSignal("", "Exists", "", "", null));
    assertThat(shape.toleratesForEver(TAINT)).isTrue();
  }

  private static PodShape shape(TolerationSignal... tolerations) {
    return new PodShape(
        Map.of(),
        List.of(),
        List.of(tolerations),
        Resources.NONE,
        Set.of(),
        Set.of(),
        Set.of(),
        null);
  }
}
