package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kube.source.NodeWarnings.Picture;
import dev.holdfast.signal.NodeWarning;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.EventSeriesBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NodeWarningsTest {
  private static final Set<String> NODES = Set.of("n1", "n2");

  private Instant now = Instant.parse("2026-01-01T12:00:00Z");
  private final NodeWarnings warnings = new NodeWarnings(NODES::contains, () -> now);
  private final RecordItemStore<Event, WarningEvent> watch =
      new RecordItemStore<>(
          Event::new,
          (event, before, at) -> WarningEvent.read(event),
          warnings.records(),
          () -> now,
          warnings::arrived);

  @ParameterizedTest(name = "{0} {1}: {2}, {3}")
  @CsvSource({
    "Node, n1, IOError, true",
    "Node, n1, OOMKilling, true",
    "Node, n1, KubeletIsFine, false",
    "Node, n1, NodeLost, false",
    "Node, stranger, IOError, false",
    "Pod, n1, IOError, false",
  })
  void onlyKnownReasonsAboutNodesThatExistCount(
      String kind, String name, String reason, boolean counts) {
    watch.put("default/e", event(kind, name, reason, 1));
    assertThat(warnings.picture().warnings()).hasSize(counts ? 1 : 0);
  }

  @Test
  void anEventThatIsCountedUpIsCountedOnce() {
    arrives("e", "n1", "IOError", 1);
    arrives("e", "n1", "IOError", 4);
    arrives("e", "n1", "IOError", 4);
    arrives("other", "n1", "IOError", 1);
    assertThat(pictureLater()).containsExactly(new NodeWarning("n1", "IOError", 5));
  }

  @Test
  void aSeriesIsCountedToo() {
    var event = event("Node", "n1", "TaskHung", 1);
    event.setSeries(new EventSeriesBuilder().withCount(7).build());
    watch.put("default/e", event);
    assertThat(warnings.picture().warnings()).containsExactly(new NodeWarning("n1", "TaskHung", 7));
  }

  @Test
  void anEventWithNothingInItIsPassedOver() {
    watch.put("default/e", new Event());
    assertThat(warnings.picture().warnings()).isEmpty();
  }

  @Test
  void aWarningIsForgottenAfterTenMinutes() {
    arrives("e", "n1", "IOError", 1);
    now = now.plus(Duration.ofMinutes(9));
    assertThat(warnings.picture().warnings()).hasSize(1);
    now = now.plus(Duration.ofMinutes(1));
    assertThat(warnings.picture()).isEqualTo(new Picture(List.of(), null));
  }

  @Test
  void theFirstIsToldAtOnceAndWhatFollowsNoMoreThanTwiceAMinute() {
    var delays = new ArrayList<Duration>();
    warnings.addListener(delays::add);
    arrives("a", "n1", "IOError", 1);
    var first = warnings.picture().warnings();
    now = now.plusSeconds(10);
    arrives("b", "n2", "IOError", 1);
    assertThat(delays).containsExactly(Duration.ZERO, Duration.ofSeconds(20));
    assertThat(warnings.picture().warnings()).isSameAs(first).hasSize(1);
    assertThat(warnings.picture().standsFor()).isEqualTo(Duration.ofSeconds(20));
    now = now.plusSeconds(20);
    assertThat(warnings.picture().warnings()).hasSize(2);
  }

  @Test
  void theFirstAfterNothingIsToldAtOnceHoweverLatelyThereWasNothing() {
    assertThat(warnings.picture()).isEqualTo(new Picture(List.of(), null));
    arrives("a", "n1", "IOError", 1);
    assertThat(warnings.picture())
        .isEqualTo(
            new Picture(List.of(new NodeWarning("n1", "IOError", 1)), NodeWarnings.PICTURE_STANDS));
  }

  @Test
  void aFloodIsBoundedByTheNodesThatExistAndByTheReasonsThatAreKnown() {
    for (int i = 0; i < 3 * NodeWarnings.MOST_EVENTS; i++) {
      arrives("e" + i, i % 3 == 0 ? "n1" : "forged-" + i, "IOError", Integer.MAX_VALUE);
    }
    assertThat(warnings.records().size()).isLessThanOrEqualTo(NodeWarnings.MOST_EVENTS);
    assertThat(pictureLater()).hasSize(1).allMatch(warning -> warning.times() > 0);
  }

  @Test
  void ofAnEventThatNamesWhatNoNodeCanBeCalledNothingIsKept() {
    watch.put("default/e", event("Node", "n".repeat(254), "IOError", 1));
    assertThat(warnings.records().size()).isZero();
  }

  private List<NodeWarning> pictureLater() {
    now = now.plus(NodeWarnings.PICTURE_STANDS);
    return warnings.picture().warnings();
  }

  private void arrives(String name, String node, String reason, int count) {
    watch.put("default/" + name, event("Node", node, reason, count));
  }

  private static Event event(String kind, String node, String reason, int count) {
    return new EventBuilder()
        .withNewMetadata()
        .endMetadata()
        .withNewInvolvedObject()
        .withKind(kind)
        .withName(node)
        .endInvolvedObject()
        .withReason(reason)
        .withCount(count)
        .build();
  }
}
