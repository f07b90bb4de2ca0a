package dev.holdfast.pass;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Fleet.Guard;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NodeAlarmsTest {
  private static final NodePolicy ALL = new NodePolicy("workers", NodePolicySpec.DEFAULT);

  @Test
  void eachNodeThatIsUnwellIsAMatterOfItsOwn() {
    assertThat(alarms(List.of(lost("n1"), lost("n2"), well("n3")), List.of(), null))
        .containsExactly("NodeLost Node/n1", "NodeLost Node/n2");
  }

  @Test
  void aMassOfThemIsTwentyMattersAndOneMore() {
    var mass = IntStream.range(100, 400).mapToObj(i -> lost("n" + i)).toList();
    assertThat(alarms(mass, List.of(), null))
        .hasSize(NodeAlarms.SINGLE + 1)
        .contains("NodeLost Node/n119", "NodeLost NodeHealthPolicy/workers More");
  }

  @Test
  void guardsOfTheClusterAndOfThisPolicyAreTold() {
    var guards =
        List.of(
            new Guard("ApiOutage", "", "m"),
            new Guard("MajoritySilent", "workers", "m"),
            new Guard("MajoritySilent", "others", "m"));
    assertThat(alarms(List.of(), guards, null))
        .containsExactly(
            "GuardHolding NodeHealthPolicy/workers ApiOutage",
            "GuardHolding NodeHealthPolicy/workers MajoritySilent");
  }

  @Test
  void blindnessIsTold() {
    assertThat(alarms(List.of(well("n1")), List.of(), NOON))
        .containsExactly("Blind NodeHealthPolicy/workers");
  }

  private static List<String> alarms(
      List<NodeHealth> nodes, List<Guard> guards, @Nullable Instant blind) {
    var byName = nodes.stream().collect(Collectors.toMap(n -> n.node().name(), n -> n));
    return NodeAlarms.of(ALL, new Fleet(byName, guards, NOON, blind)).alarms().stream()
        .map(a -> Stream.of(a.reason().name(), a.subject(), a.topic()))
        .map(parts -> parts.filter(p -> !p.isEmpty()).collect(Collectors.joining(" ")))
        .toList();
  }

  private static NodeHealth lost(String name) {
    return health(node("{name: " + name + "}"), new Verdict.Lost(NOON, "lease silent"));
  }

  private static NodeHealth well(String name) {
    return health(node("{name: " + name + "}"), new Verdict.Healthy(NOON));
  }
}
