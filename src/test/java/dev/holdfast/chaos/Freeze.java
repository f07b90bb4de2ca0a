package dev.holdfast.chaos;

import dev.holdfast.api.NodePolicyStatus.GuardStatus;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.Scene;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;

/**
 * One freeze of an API server.
 *
 * @param acts what the operator did to pods and nodes from its beginning to long after its end
 * @param noticed the operator said that the API server had been away
 */
record Freeze(Duration length, List<AuditEvent> acts, boolean noticed) {
  private static final int LONGEST_SECONDS = 60;
  private static final int MILLIS = 1_000;
  private static final Duration ANSWERS_WITHIN = Duration.ofMinutes(2);

  /** The quiet time after an outage, what makes a node Lost, and some more. */
  private static final Duration WATCHED_AFTER = Duration.ofSeconds(5 + 7 + 4);

  @Override
  public String toString() {
    return "frozen for %d ms: %s%s"
        .formatted(
            length.toMillis(),
            acts.isEmpty() ? "no act" : "FALSE ACTS " + acts,
            noticed ? "" : " (outage not seen)");
  }

  /** A control plane that is frozen again and again. */
  static final class Victim implements AutoCloseable {
    private final Arena arena;
    private final Scene scene;
    private int seen;

    private Victim(Arena arena, Scene scene) {
      this.arena = arena;
      this.scene = scene;
    }

    static Victim on(Arena arena) throws IOException {
      var victim = new Victim(arena, Scene.on(arena.plane()));
      victim.set();
      return victim;
    }

    private void set() throws IOException {
      scene.hosts("a", "b", "c");
      scene.policies().judgeNodes();
      scene.policies().protect("all", List.of("web", "db"));
      scene.running(scene.workloads().deployment("web", 6));
      scene.running(scene.workloads().statefulSet("db", 2));
      scene.eventually().until("all are counted", () -> ready() == 8);
    }

    private int ready() {
      var pods = scene.policies().status("all").pods();
      return pods == null ? 0 : pods.ready();
    }

    Freeze freeze(Random random) {
      var length = Duration.ofMillis(random.nextLong(MILLIS, (long) LONGEST_SECONDS * MILLIS));
      sleep(Duration.ofMillis(random.nextLong(5L * MILLIS)));
      arena.plane().apiServer().freeze();
      sleep(length);
      arena.plane().apiServer().thaw();
      arena.plane().awaitReady();
      boolean noticed = watch();
      return new Freeze(length, fresh(), noticed);
    }

    /** Until it is quiet no more, and then long enough for any act to show. */
    private boolean watch() {
      boolean noticed = false;
      long end = System.nanoTime() + WATCHED_AFTER.toNanos();
      while (System.nanoTime() < end) {
        noticed |= isGuarded();
        sleep(Duration.ofMillis(300));
      }
      Awaitility.await("no guard holds any more")
          .atMost(ANSWERS_WITHIN)
          .ignoreExceptions()
          .until(() -> !isGuarded() && ready() == 8);
      return noticed;
    }

    private boolean isGuarded() {
      return scene.policies().nodes().guards().stream()
          .map(GuardStatus::name)
          .anyMatch("ApiOutage"::equals);
    }

    private List<AuditEvent> fresh() {
      var acts =
          scene.trail().operatorAnywhere().stream()
              .filter(e -> e.resource().startsWith("pods") || e.resource().startsWith("nodes"))
              .toList();
      var fresh = acts.subList(seen, acts.size());
      seen = acts.size();
      return List.copyOf(fresh);
    }

    private static void sleep(Duration time) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted", e);
      }
    }

    @Override
    public void close() {
      scene.close();
    }
  }
}
