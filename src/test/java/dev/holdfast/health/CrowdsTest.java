package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.NodeGroup.Judged;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten nodes, of which the built-in brake lets two be acted on at once. */
class CrowdsTest {

  @ParameterizedTest(name = "{0} of 10 silent: more than may be acted on {1}, than a third {2}")
  @CsvSource({"2, false, false", "3, true, false", "4, true, true"})
  void aCrowdIsMoreThanMayBeActedOnAndALargeOneMoreThanAThird(
      int silent, boolean many, boolean third) {
    var crowds = Crowds.NONE.next(List.of(group(silent)), NOON);

    assertThat(crowds.isManyIn(group(silent))).isEqualTo(many);
    assertThat(crowds.isThirdOf(group(silent))).isEqualTo(third);
  }

  @Test
  void theLastOfACrowdThatComesBackIsStillOneOfIt() {
    var crowded = Crowds.NONE.next(List.of(group(4)), NOON);

    var soon = crowded.next(List.of(group(1)), NOON.plusMillis(4_900));
    var later = crowded.next(List.of(group(1)), NOON.plusSeconds(5));

    assertThat(soon.isManyIn(group(1))).isTrue();
    assertThat(soon.isThirdOf(group(1))).isTrue();
    assertThat(later).isEqualTo(Crowds.NONE);
  }

  private static NodeGroup group(int silent) {
    return new NodeGroup(
        NodePolicy.BUILT_IN,
        IntStream.range(0, 10).mapToObj(i -> judged(i, i < silent, NOON)).toList());
  }

  private static Judged judged(int number, boolean silent, Instant now) {
    var node = node("{name: n" + number + "}");
    return new Judged(
        node,
        NodeRules.BUILT_IN,
        NodeMemory.fresh(node, now),
        LastSign.ofLease(now),
        silent,
        false,
        false);
  }
}
