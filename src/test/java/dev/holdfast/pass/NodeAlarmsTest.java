package dev.holdfast.pass;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.health;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.health.Fleet;
import dev.holdfast.health.Fleet.Guard;
import dev.holdfast.health.NodeHealth;
import dev.holdfast.health.NodePolicy;
import dev.holdfast.health.Verdict;
import dev.holdfast.notice.Alarm;
import dev.holdfast.notice.AlarmReason;
import dev.holdfast.notice.Situation;
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
  void whatIsMoreIsCountedByKindAndSaysWhereTheRestStands() {
    var mass =
        Stream.concat(
                IntStream.range(100, 123).mapToObj(i -> lost("n" + i)),
                Stream.of(impaired("n200"), well("n201")))
            .toList();
    assertThat(situation(mass, List.of(), null).alarms())
        .filteredOn(alarm -> alarm.topic().equals("More"))
        .extracting(Alarm::reason, Alarm::message, Alarm::nextStep)
        .containsExactlyInAnyOrder(
            tuple(
                AlarmReason.NodeLost,
                "3 more nodes, beside the 20 that have alarms of their own",
                "look for what they have in common: kubectl get nhp workers -o yaml"),
            tuple(
                AlarmReason.NodeImpaired,
                "1 more node, beside the 20 that have alarms of their own",
                "look for what they have in common: kubectl get nhp workers -o yaml"));
  }

  @Test
  void whatToDoNextNamesTheNode() {
    assertThat(situation(List.of(lost("n1"), impaired("n2")), List.of(), null).alarms())
        .allSatisfy(
            alarm ->
                assertThat(alarm.nextStep())
                    .contains("kubectl describe " + alarm.subject().replace("Node/", "node ")));
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

  @Test
  void blindnessSaysSinceWhenAndWhy() {
    var since = NOON.plusMillis(1234);
    var outage = new Guard("ApiOutage", "", "no answer");
    var ofNodes = new Guard("MajoritySilent", "workers", "silent");
    assertThat(blind(List.of(outage, ofNodes), since))
        .isEqualTo(
            "since 2026-01-01T12:00:01Z what Holdfast sees of the cluster is not sure: ApiOutage:"
                + " no answer");
    assertThat(blind(List.of(), since)).endsWith("is not sure: Holdfast itself stood still");
  }

  private static String blind(List<Guard> guards, Instant since) {
    return situation(List.of(), guards, since).alarms().stream()
        .filter(alarm -> alarm.reason() == AlarmReason.Blind)
        .map(Alarm::message)
        .collect(Collectors.joining());
  }

  private static List<String> alarms(
      List<NodeHealth> nodes, List<Guard> guards, @Nullable Instant blind) {
    return situation(nodes, guards, blind).alarms().stream()
        .map(a -> Stream.of(a.reason().name(), a.subject(), a.topic()))
        .map(parts -> parts.filter(p -> !p.isEmpty()).collect(Collectors.joining(" ")))
        .toList();
  }

  private static Situation situation(
      List<NodeHealth> nodes, List<Guard> guards, @Nullable Instant blind) {
    var byName = nodes.stream().collect(Collectors.toMap(n -> n.node().name(), n -> n));
    return NodeAlarms.of(ALL, new Fleet(byName, guards, NOON, blind, List.of()));
  }

  private static NodeHealth impaired(String name) {
    return health(node("{name: " + name + "}"), new Verdict.Impaired(NOON, "disk"));
  }

  private static NodeHealth lost(String name) {
    return health(node("{name: " + name + "}"), new Verdict.Lost(NOON, "lease silent"));
  }

  private static NodeHealth well(String name) {
    return health(node("{name: " + name + "}"), new Verdict.Healthy(NOON));
  }
}
