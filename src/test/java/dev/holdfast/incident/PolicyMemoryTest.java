package dev.holdfast.incident;

import static dev.holdfast.golden.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.WorkloadRef;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class PolicyMemoryTest {

  @Property(tries = 200)
  void allOpenIncidentsAreKeptAndTheLastOfTheClosedOnes(
      @ForAll @Size(max = 40) List<Boolean> open) {
    var incidents = open.stream().map(PolicyMemoryTest::incident).toList();
    var kept = new PolicyMemory(incidents, List.of(), History.EMPTY).trimmed();
    var closed = incidents.stream().filter(i -> !i.isOpen()).toList();
    int from = Math.max(0, closed.size() - PolicyMemory.CLOSED_KEPT);
    assertThat(kept.open()).isEqualTo(incidents.stream().filter(Incident::isOpen).toList());
    assertThat(kept.incidents().stream().filter(i -> !i.isOpen()))
        .containsExactlyElementsOf(closed.subList(from, closed.size()));
  }

  private static Incident incident(boolean open) {
    return new Incident(
        "i",
        new WorkloadRef("Deployment", "web", "u", "0"),
        new Sighting("NotReady", "", "p", "uid-p", "uid-p", "n"),
        Course.begun(Phases.detected(NOON, NOON), LadderPosition.BOTTOM, NOON),
        open ? Resolution.OPEN : Resolution.RECOVERED);
  }
}
