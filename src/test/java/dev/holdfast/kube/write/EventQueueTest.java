package dev.holdfast.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventQueueTest {
  private final EventQueue queue = new EventQueue();
  private final List<String> lost = new ArrayList<>();

  private void offer(String namespace, String reason) {
    var event = new EventBuilder().withReason(reason).build();
    queue.offer(namespace, event).map(Event::getReason).ifPresent(lost::add);
  }

  private List<String> all() throws InterruptedException {
    var reasons = new ArrayList<String>();
    for (var e = next(); e != null; e = next()) reasons.add(e.getReason());
    return reasons;
  }

  private Event next() throws InterruptedException {
    return queue.poll(Duration.ZERO);
  }

  @Test
  void aNamespaceThatCausesTooManyLosesOnlyItsOwn() throws InterruptedException {
    for (int i = 0; i < 3_000; i++) offer("noisy", "N" + i);
    for (int i = 0; i < 100; i++) offer("quiet", "Q" + i);

    assertThat(lost).hasSize(2_100).allMatch(reason -> reason.startsWith("N"));
    assertThat(all()).hasSize(1_000).filteredOn(reason -> reason.startsWith("Q")).hasSize(100);
  }

  @Test
  void namespacesTakeTurns() throws InterruptedException {
    List.of("N1", "N2", "N3").forEach(reason -> offer("noisy", reason));
    List.of("Q1", "Q2").forEach(reason -> offer("quiet", reason));

    assertThat(all()).containsExactly("N1", "Q1", "N2", "Q2", "N3");
  }

  @Test
  void whatWasTakenMakesRoom() throws InterruptedException {
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 1_000; i++) offer("n", "E" + i);
      assertThat(all()).hasSize(1_000);
      assertThat(queue.isEmpty()).isTrue();
    }
    assertThat(lost).isEmpty();
  }
}
