package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.health.Hold;
import dev.holdfast.plan.KnownPolicy;
import dev.holdfast.plan.PolicyView.PolicyKey;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PolicyStoreTest {
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final int MORE = PolicyStore.COUNTED + 1;

  private final PolicyStore store = new PolicyStore();

  @Test
  void ofTooManyPoliciesOfOneNamespaceTheOldestCount() {
    for (int i = MORE; i > 0; i--) put("shop", "p" + i, NOON.plusSeconds(i));

    assertThat(store.inNamespace("shop")).hasSize(PolicyStore.COUNTED);
    assertThat(why("p1")).isEqualTo("counts");
    assertThat(why("p" + MORE)).isEqualTo("TooManyPolicies");
    assertThat(store.find("shop", "p" + MORE)).isPresent();
  }

  @Test
  void oneThatIsDeletedMakesRoomForTheNext() {
    for (int i = 1; i <= MORE; i++) put("shop", "p" + i, NOON.plusSeconds(i));
    store.records().remove("shop", "p1");

    assertThat(why("p" + MORE)).isEqualTo("counts");
  }

  @Test
  void anotherNamespacesPoliciesTakeNoRoom() {
    for (int i = 1; i <= MORE; i++) put("crowd", "p" + i, NOON);
    put("shop", "p1", NOON.plusSeconds(MORE));

    assertThat(why("p1")).isEqualTo("counts");
  }

  @Test
  void oneThatWasMadeAnewIsAsOldAsItsNewSelf() {
    for (int i = 1; i <= MORE; i++) put("shop", "p" + i, NOON.plusSeconds(i));
    put("shop", "p1", NOON.plusSeconds(MORE + 1));

    assertThat(why("p1")).isEqualTo("TooManyPolicies");
    assertThat(why("p" + MORE)).isEqualTo("counts");
    assertThat(store.all()).hasSize(MORE);
  }

  private String why(String name) {
    return store.refuse(store.find("shop", name).orElseThrow()).map(Hold::reason).orElse("counts");
  }

  private void put(String namespace, String name, Instant createdAt) {
    var query = new LabelQuery(Map.of("app", "web"), null);
    var key = new PolicyKey(namespace, name, "uid-" + name + createdAt, createdAt, 1);
    var policy =
        new KnownPolicy(
            key, new PolicySpec(null, query, null, null, null, null), query.toSelector(), null);
    store.records().put(namespace, name, policy);
  }
}
