package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.ConditionRule;
import dev.holdfast.api.ConditionRule.ConditionStatus;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.api.Span;
import dev.holdfast.signal.NodeSignal;
import dev.holdfast.signal.ProbeAnswer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultOriginTest {
  private static final Instant LONG_AGO = NOON.minus(Duration.ofHours(1));

  @ParameterizedTest(name = "{0}={1} {2}: {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        "AcceleratedHardwareReady | False | XidError | hardware: AcceleratedHardwareReady=False"
            + " XidError",
        "CperHardwareErrorFatal   | True  |          | hardware: CperHardwareErrorFatal=True",
        "DiskBadBlock             | True  |          | hardware: DiskBadBlock=True",
        "ReadonlyFilesystem       | True  | Readonly | hardware: ReadonlyFilesystem=True Readonly",
        "StorageReady             | False |          | hardware: StorageReady=False",
        "XfsShutdown              | True  |          | hardware: XfsShutdown=True",
        "FrequentUnregisterNetDevice | True |        | network: FrequentUnregisterNetDevice=True",
        "NetworkUnavailable       | True  | NoRoute  | network: NetworkUnavailable=True NoRoute",
        "NetworkingReady          | False |          | network: NetworkingReady=False",
        "ContainerRuntimeUnhealthy | True |          | software: ContainerRuntimeUnhealthy=True",
        "KernelDeadlock           | True  | TaskHung | software: KernelDeadlock=True TaskHung",
        "KubeletUnhealthy         | True  |          | software: KubeletUnhealthy=True",
        "MemoryPressure           | True  |          | software: MemoryPressure=True",
        "FlyInTheOintment         | True  | Buzzing  | FlyInTheOintment=True Buzzing",
      })
  void aCauseBeginsWithWhereTheFaultLiesAsFarAsItsConditionTells(
      String type, String status, String reason, String cause) {
    var seen =
        node(
            "{name: n, conditions: {%s: {status: \"%s\", for: 1h, reason: \"%s\"}}}"
                .formatted(type, status, reason == null ? "" : reason));
    var rule = new ConditionRule(type, ConditionStatus.valueOf(status), Span.ofSeconds(30));
    var verdict = judge(seen, List.of(rule));
    assertThat(verdict).isEqualTo(new Verdict.Impaired(NOON, cause));
  }

  @ParameterizedTest
  @CsvSource({"SILENT, HOST_OR_NETWORK", "HUNG, SOFTWARE", "REFUSED, SOFTWARE"})
  void whatMissesAProbeIsToldFromWhatSilencesIt(ProbeAnswer answer, FaultOrigin origin) {
    assertThat(FaultOrigin.of(answer)).isEqualTo(origin);
  }

  @ParameterizedTest(name = "{0}={1} for {2}: {3}")
  @CsvSource({
    "CperHardwareErrorFatal, True, 30s, Impaired",
    "AcceleratedHardwareReady, False, 599s, Suspect",
    "AcceleratedHardwareReady, False, 10m, Impaired",
    "AcceleratedHardwareReady, True, 1h, Healthy",
    "ReadonlyFilesystem, True, 1h, Healthy",
    "XfsShutdown, True, 1h, Healthy",
    "KubeletUnhealthy, True, 1h, Healthy",
    "NetworkUnavailable, True, 1h, Healthy",
    "NetworkingReady, False, 1h, Healthy",
  })
  void onlyWhatTheMachineItselfSuffersFromCountsUnlessAPolicyNamesIt(
      String type, String status, String stands, String verdict) {
    var seen =
        node(
            "{name: n, conditions: {%s: {status: \"%s\", for: %s}}}"
                .formatted(type, status, stands));
    assertThat(judge(seen, NodePolicySpec.DEFAULT.conditions()).name()).isEqualTo(verdict);
  }

  private static Verdict judge(NodeSignal seen, List<ConditionRule> rules) {
    var spec = new NodePolicySpec(null, rules, null, null, null, null, null, null, null);
    return NodeJudge.judge(
            NodeMemory.fresh(seen, LONG_AGO),
            seen,
            new NodeRules(List.of(new NodePolicy("p", spec))),
            new Evidence(LONG_AGO, Reach.UNKNOWN, null),
            NOON)
        .verdict();
  }
}
