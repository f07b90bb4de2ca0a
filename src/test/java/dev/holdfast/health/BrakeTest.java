package dev.holdfast.health;

import static dev.holdfast.golden.Sample.NOON;
import static dev.holdfast.golden.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.BrakeRule;
import dev.holdfast.api.CountOrPercent;
import dev.holdfast.api.NodePolicySpec;
import dev.holdfast.health.NodeGroup.Judged;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrakeTest {

  @ParameterizedTest(name = "{0} of {1} nodes: {2} at once")
  @CsvSource({
    "20%, 1, 1",
    "20%, 4, 1",
    "20%, 5, 1",
    "20%, 9, 1",
    "20%, 10, 2",
    "20%, 1000, 200",
    "0%, 10, 0",
    "3, 10, 3",
    "0, 10, 0",
    "100%, 10, 10"
  })
  void aShareAllowsAtLeastOneNodeAndACountIsTakenAtItsWord(String max, int nodes, int limit) {
    assertThat(lost(max, nodes).limit()).isEqualTo(limit);
  }

  @Property
  void noMoreNodesAreAdmittedThanTheLimit(
      @ForAll @IntRange(max = 100) int percent,
      @ForAll @IntRange(min = 1, max = 60) int nodes,
      @ForAll @IntRange(max = 60) int alreadyMarked) {
    var marked = Math.min(alreadyMarked, nodes);
    var group = group(percent + "%", nodes, i -> i <= marked);
    var brake = new Brake(group, Set.of());
    var now = new HashSet<String>();
    for (var candidate : group.nodes().subList(marked, nodes)) {
      if (brake.admits(candidate, now)) now.add(candidate.node().name());
    }
    assertThat(now.size()).isEqualTo(Math.max(0, Math.min(nodes, group.limit()) - marked));
  }

  @Test
  void aMarkedNodeThatIsWellAgainCountsNoMore() {
    var well =
        new Judged(
            node("{name: w, mark: Lost}"),
            NodeRules.BUILT_IN,
            memory("w", new Verdict.Healthy(NOON)),
            LastSign.ofLease(NOON),
            false,
            false,
            false);
    var ill = lost("20%", 4).nodes();
    var group = new NodeGroup(policy("20%"), Stream.concat(Stream.of(well), ill.stream()).toList());
    assertThat(new Brake(group, Set.of()).admits(ill.getFirst(), Set.of())).isTrue();
  }

  @Test
  void theNodesOfALostZoneCountOnce() {
    var zone =
        IntStream.rangeClosed(1, 3)
            .mapToObj(i -> lost("{name: z%d, zone: z}".formatted(i), "z" + i))
            .toList();
    var other = lost("{name: o, zone: o}", "o");
    var group = new NodeGroup(policy("1"), Stream.concat(zone.stream(), Stream.of(other)).toList());
    var brake = new Brake(group, Set.of("z"));
    assertThat(brake.admits(zone.get(2), Set.of("z1", "z2"))).isTrue();
    assertThat(brake.admits(other, Set.of("z1"))).isFalse();
  }

  private interface IsMarked {
    boolean test(int node);
  }

  private static NodeGroup lost(String max, int nodes) {
    return group(max, nodes, i -> false);
  }

  private static NodeGroup group(String max, int nodes, IsMarked marked) {
    List<Judged> judged =
        IntStream.rangeClosed(1, nodes)
            .mapToObj(
                i ->
                    lost(
                        "{name: n%d%s}".formatted(i, marked.test(i) ? ", mark: Lost" : ""),
                        "n" + i))
            .toList();
    return new NodeGroup(policy(max), judged);
  }

  private static Judged lost(String yaml, String name) {
    return new Judged(
        node(yaml),
        NodeRules.BUILT_IN,
        memory(name, new Verdict.Lost(NOON, "silent")),
        LastSign.ofLease(NOON),
        false,
        false,
        false);
  }

  private static NodeMemory memory(String name, Verdict verdict) {
    return new NodeMemory("uid-" + name, verdict, 0, null, false, null, Map.of());
  }

  private static NodePolicy policy(String max) {
    var brake = new BrakeRule(CountOrPercent.parse(max), null, null);
    return new NodePolicy(
        "p", new NodePolicySpec(null, null, null, null, null, brake, null, null, null));
  }
}
