package dev.holdfast.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.action.Gate;
import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.health.Fleet;
import dev.holdfast.kube.source.QuietSources;
import dev.holdfast.ops.Bulkhead;
import dev.holdfast.plan.Acceptance;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import dev.holdfast.plan.Probed;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WakerTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

  private final AtomicInteger asked = new AtomicInteger();
  private final Set<String> woken = ConcurrentHashMap.newKeySet();
  private final Wakeups<ResourceID> policies =
      new Wakeups<>("policies", id -> woken.add(id.getName()));
  private final Wakeups<ResourceID> nodePolicies = new Wakeups<>("node policies", id -> {});
  private final QuietSources quiet = new QuietSources(() -> NOON);
  private int fails;

  @AfterEach
  void close() {
    policies.close();
    nodePolicies.close();
    quiet.close();
  }

  /** What a look at an account and its urgency ask for, one after the other. */
  private Instant clock() {
    if (asked.incrementAndGet() == fails) throw new ArithmeticException("long overflow");
    return NOON;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void anAccountOfWhichNothingCanBeMadeKeepsNobodyAsleep(int fails) {
    this.fails = fails;
    for (var name : List.of("a", "b")) quiet.put(policy(name));

    waker().onEmergencyStop(true);

    assertThat(asked).hasValueGreaterThanOrEqualTo(fails);
    await().untilAsserted(() -> assertThat(woken).containsExactlyInAnyOrder("a", "b"));
  }

  private Waker waker() {
    var gate = new Gate(() -> true, () -> false, 10, () -> 0);
    var acceptance = new Acceptance("holdfast-system", false);
    var views =
        new PolicyViews(
            quiet.sources, gate, () -> Fleet.NONE, acceptance, uid -> Probed.NONE, uid -> null);
    return new Waker(
        quiet.sources,
        new Accounts(views, Optional::empty, this::clock),
        gate,
        new Bulkhead(),
        gone -> {},
        policies,
        nodePolicies,
        () -> {});
  }

  private static KnownPolicy policy(String name) {
    var query = new LabelQuery(Map.of("app", name), null);
    return new KnownPolicy(
        new PolicyKey("shop", name, "uid-" + name, NOON, 1),
        new PolicySpec(null, query, null, null, null, null),
        query.toSelector(),
        null);
  }
}
