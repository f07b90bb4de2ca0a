package dev.holdfast.incident;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.fleet;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.health.Fleet;
import dev.holdfast.health.LastSign;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.NodeSignal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemovalsTest {
  private static final Duration PROMISED = Duration.ofMinutes(2);
  private static final Removals TWO =
      Removals.NONE
          .plus(new Removal("n", "boot-n", NOON.minusSeconds(2), 1))
          .plus(new Removal("n", "boot-n", NOON, 1));

  @ParameterizedTest(
      name = "boot {0}, Ready {1}, {2} since {3} s, looked at after {4} s → {5}, {6} open")
  @CsvSource({
    "boot-n, 'True', Healthy, 10, 11, 2, 0",
    "boot-n, 'True', Impaired, 10, 11, 2, 0",
    "boot-n, 'True', Healthy, 120, 121, 2, 0",
    "boot-n, 'True', Healthy, 120, 300, 2, 0",
    "boot-n, 'True', Healthy, 121, 122, 0, 0",
    "boot-m, 'True', Healthy, 10, 11, 0, 0",
    "boot-n, Unknown, Lost, -60, 11, 0, 1",
    "boot-n, Unknown, Suspect, 10, 11, 0, 1",
    "boot-n, 'False', Healthy, 10, 11, 0, 1",
    "boot-n, Unknown, Lost, -60, 420, 0, 1",
    "boot-n, Unknown, Lost, -60, 421, 0, 0",
  })
  void aRemovalIsAMistakeIfTheNodeWasReadyAgainInTimeAndInTheSameBoot(
      String boot, String ready, String verdict, int since, int after, int mistaken, int open) {
    var signal = node("{name: n, bootId: %s, ready: '%s'}".formatted(boot, ready));
    var health = health(signal, verdict(verdict, NOON.plusSeconds(since)));
    var judged = TWO.judged(fleet(health), PROMISED, NOON.plusSeconds(after));

    assertThat(judged.mistakenSince(NOON.minusSeconds(60))).isEqualTo(mistaken);
    assertThat(judged.open()).hasSize(open);
  }

  @Test
  void aNodeThatIsGoneShowsNothing() {
    var judged = TWO.judged(Fleet.NONE, PROMISED, NOON.plusSeconds(10));
    assertThat(judged).isEqualTo(TWO);
    assertThat(judged.judged(Fleet.NONE, PROMISED, NOON.plusSeconds(500))).isEqualTo(Removals.NONE);
  }

  @Test
  void whatWasDoneBeforeTheWindowIsNotCounted() {
    var mistakes = new Removals(List.of(), List.of(new Mistake(NOON, 3)));
    assertThat(mistakes.mistakenSince(NOON.minusMillis(1))).isEqualTo(3);
    assertThat(mistakes.mistakenSince(NOON)).isZero();
  }

  private static Verdict verdict(String name, Instant since) {
    return switch (name) {
      case "Healthy" -> new Verdict.Healthy(since);
      case "Suspect" -> new Verdict.Suspect(since, "", true);
      case "Impaired" -> new Verdict.Impaired(since, "");
      default -> new Verdict.Lost(since, "");
    };
  }

  private static NodeHealth health(NodeSignal node, Verdict verdict) {
    return new NodeHealth(
        node, verdict, null, null, null, true, LastSign.ofLease(node.leaseRenewedAt()), Set.of());
  }
}
