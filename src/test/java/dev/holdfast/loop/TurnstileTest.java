package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.loop.Turnstile.Admission;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TurnstileTest {
  private static final ResourceID WEB = new ResourceID("web", "shop");

  private final List<ResourceID> turns = new CopyOnWriteArrayList<>();
  private final List<ResourceID> woken = new CopyOnWriteArrayList<>();
  private final AtomicReference<Admission> admission = new AtomicReference<>(Admission.NOW);
  private final Wakeups<ResourceID> wakeups = new Wakeups<>("test", this::wake);
  private final Turnstile turnstile = new Turnstile(admission::get, wakeups);

  private void wake(ResourceID policy) {
    woken.add(policy);
    if (turnstile.admits(policy)) turns.add(policy);
  }

  @AfterEach
  void close() {
    wakeups.close();
  }

  @Test
  void aWakeThatFallsIntoTheReopeningOfAWatchIsKeptUntilItCanBecomeATurn() {
    admission.set(Admission.SOON);
    wakeups.now(WEB);
    await().until(() -> !woken.isEmpty());
    assertThat(turns).isEmpty();
    admission.set(Admission.NOW);
    await().untilAsserted(() -> assertThat(turns).containsExactly(WEB));
  }

  @Test
  void aReplicaThatDoesNotLeadForgetsWhatItWasWokenFor() {
    admission.set(Admission.NOT_HERE);
    wakeups.now(WEB);
    await().until(() -> !woken.isEmpty());
    admission.set(Admission.NOW);
    var longer = Turnstile.RETRY.multipliedBy(2);
    await().during(longer).until(() -> woken.size() == 1 && turns.isEmpty());
  }
}
