package dev.holdfast.status;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicyStatus.Warned;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.Verdict;
import dev.holdfast.signal.NodeWarning;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarningComposerTest {

  @ParameterizedTest(name = "{0}, {1} times: {2}")
  @CsvSource({
    "IOError, 1, hardware: IOError once or twice in 10m",
    "IOError, 2, hardware: IOError once or twice in 10m",
    "MemoryReadError, 3, hardware: MemoryReadError 3 times or more in 10m",
    "KernelOops, 9, software: KernelOops 3 times or more in 10m",
    "OOMKilling, 10, software: OOMKilling 10 times or more in 10m",
    "ConntrackFull, 5000, network: ConntrackFull 1000 times or more in 10m",
  })
  void aWarningSaysWhereItPointsAndHowOftenInSteps(String reason, int times, String cause) {
    assertThat(
            WarningComposer.warnings(
                List.of(well("n")), List.of(new NodeWarning("n", reason, times))))
        .containsExactly(new Warned("n", cause));
  }

  @Test
  void eachKnownReasonPointsSomewhere() {
    var all = NodeWarning.REASONS.stream().map(reason -> new NodeWarning("n", reason, 1)).toList();
    assertThat(WarningComposer.warnings(List.of(well("n")), all).getFirst().cause().split("; "))
        .hasSize(NodeWarning.REASONS.size())
        .allMatch(cause -> cause.matches("(hardware|software|network): .*"));
  }

  @Test
  void nodesThatThePolicyDoesNotSelectAreNotItsOwnAndTheListIsBounded() {
    var nodes = IntStream.range(0, 200).mapToObj(i -> well("n" + i)).toList();
    var warnings =
        IntStream.range(0, 300).mapToObj(i -> new NodeWarning("n" + i, "IOError", 1)).toList();
    assertThat(WarningComposer.warnings(nodes.subList(0, 5), warnings)).hasSize(5);
    assertThat(WarningComposer.warnings(nodes, warnings)).hasSize(WarningComposer.LISTED);
  }

  private static NodeHealth well(String name) {
    return health(node("{name: " + name + "}"), new Verdict.Healthy(NOON));
  }
}
