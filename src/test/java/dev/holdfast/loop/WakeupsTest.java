package dev.holdfast.loop;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakeupsTest {
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final Duration NEVER_IN_THIS_TEST = Duration.ofMinutes(10);

  private final List<String> woken = new CopyOnWriteArrayList<>();

  @Test
  void aKeyIsWokenAtOnce() {
    try (var wakeups = new Wakeups<String>("test", NEVER_IN_THIS_TEST, woken::add)) {
      wakeups.now("web");
      await().untilAsserted(() -> assertThat(woken).containsExactly("web"));
    }
  }

  @Test
  void aDelayedWakeDoesNotComeEarly() {
    try (var wakeups = new Wakeups<String>("test", SHORT, woken::add)) {
      long start = System.nanoTime();
      wakeups.at("web", Duration.ofMillis(200));
      await().until(() -> !woken.isEmpty());
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(ms(200));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theEarliestTimeAskedForWinsInEitherOrder(boolean earliestFirst) {
    try (var wakeups = new Wakeups<String>("test", SHORT, woken::add)) {
      wakeups.at("web", earliestFirst ? SHORT : NEVER_IN_THIS_TEST);
      wakeups.at("web", earliestFirst ? NEVER_IN_THIS_TEST : SHORT);
      await().untilAsserted(() -> assertThat(woken).containsExactly("web"));
    }
  }

  @Test
  void aBurstBecomesOneWakeAtItsStartAndOneAfterIt() throws InterruptedException {
    var first = new CountDownLatch(1);
    try (var wakeups =
        new Wakeups<String>(
            "test",
            ms(300),
            key -> {
              woken.add(key);
              first.countDown();
            })) {
      wakeups.now("web");
      assertThat(first.await(10, SECONDS)).isTrue();
      for (int i = 0; i < 1000; i++) wakeups.now("web");
      await().until(() -> woken.size() == 2);
      await().during(ms(600)).until(() -> woken.size() == 2);
    }
  }

  @Test
  void aKeyIsNotWokenMoreOftenThanItsPaceHoweverOftenItIsAskedFor() {
    var pace = ms(20);
    long start = System.nanoTime();
    var count = new AtomicInteger();
    try (var wakeups = new Wakeups<String>("test", pace, key -> count.incrementAndGet())) {
      while (System.nanoTime() - start < ms(500).toNanos()) wakeups.now("web");
    }
    long allowed = 1 + (System.nanoTime() - start) / pace.toNanos();
    assertThat((long) count.get()).isBetween(2L, allowed);
  }

  @Test
  void keysDoNotWaitForEachOther() {
    try (var wakeups = new Wakeups<String>("test", NEVER_IN_THIS_TEST, woken::add)) {
      wakeups.now("web");
      wakeups.now("db");
      await().untilAsserted(() -> assertThat(woken).containsExactly("web", "db"));
    }
  }

  @Test
  void aWakeAskedForWhileOneIsUnderWayIsNotLost() {
    try (var wakeups = new SelfAsking(woken)) {
      wakeups.start();
      await().untilAsserted(() -> assertThat(woken).containsExactly("web", "web", "web"));
    }
  }

  /** Asks for its own next wake from within a wake, twice, as a pass does with its next look. */
  private static final class SelfAsking implements AutoCloseable {
    private final List<String> woken;
    private final Wakeups<String> wakeups = new Wakeups<>("test", SHORT, this::wake);

    SelfAsking(List<String> woken) {
      this.woken = woken;
    }

    void start() {
      wakeups.now("web");
    }

    private void wake(String key) {
      woken.add(key);
      if (woken.size() < 3) wakeups.now(key);
    }

    @Override
    public void close() {
      wakeups.close();
    }
  }

  @Test
  void aWakeThatFailsDoesNotStopTheOthers() {
    try (var wakeups =
        new Wakeups<String>(
            "test",
            SHORT,
            key -> {
              woken.add(key);
              if (key.equals("broken")) throw new IllegalStateException("seeded by a test");
            })) {
      wakeups.now("broken");
      wakeups.now("web");
      await().untilAsserted(() -> assertThat(woken).containsExactly("broken", "web"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-5S", "PT-2562047788015215H"})
  void aTimeThatHasPassedMeansNow(Duration delay) {
    try (var wakeups = new Wakeups<String>("test", SHORT, woken::add)) {
      wakeups.at("web", delay);
      await().untilAsserted(() -> assertThat(woken).containsExactly("web"));
    }
  }

  @Test
  void theFarFutureIsNotMistakenForThePast() {
    try (var wakeups = new Wakeups<String>("test", SHORT, woken::add)) {
      wakeups.at("web", Duration.ofSeconds(Long.MAX_VALUE));
      wakeups.now("db");
      await().during(ms(200)).until(() -> woken.equals(List.of("db")) || woken.isEmpty());
      assertThat(woken).containsExactly("db");
    }
  }

  @Test
  void closingWaitsForTheWakeUnderWayAndDropsTheRest() {
    var entered = new CountDownLatch(1);
    var wakeups =
        new Wakeups<String>(
            "test",
            SHORT,
            key -> {
              entered.countDown();
              await().pollDelay(ms(200)).until(() -> true);
              woken.add(key);
            });
    wakeups.now("web");
    await().until(() -> entered.getCount() == 0);
    wakeups.now("web");
    wakeups.at("db", SHORT);
    wakeups.close();
    wakeups.now("late");
    assertThat(woken).containsExactly("web");
    await().during(ms(200)).until(() -> woken.size() == 1);
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }
}
