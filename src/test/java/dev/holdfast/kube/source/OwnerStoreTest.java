package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import org.junit.jupiter.api.Test;

class OwnerStoreTest {
  private final OwnerStore store = new OwnerStore();

  private static OwnerSignal owner(String kind, String uid) {
    var ref = new OwnerRef("apps/v1", kind, "web", uid);
    return new OwnerSignal("n", ref, null, 1, false, null, false);
  }

  @Test
  void controllersOfSeveralKindsMayHaveOneName() {
    store.recordsOfOneKind().put("n", "web", owner("Deployment", "d"));
    store.recordsOfOneKind().put("n", "web", owner("StatefulSet", "s"));

    assertThat(store.find("d")).isPresent();
    assertThat(store.find("s")).isPresent();
    assertThat(store.size()).isEqualTo(2);
  }

  @Test
  void aNamesakeTakesThePlaceOfTheOneBefore() {
    var deployments = store.recordsOfOneKind();
    deployments.put("n", "web", owner("Deployment", "old"));
    deployments.put("n", "web", owner("Deployment", "new"));

    assertThat(store.find("old")).isEmpty();
    assertThat(store.find("new")).isPresent();
  }

  @Test
  void aDeletedControllerIsGone() {
    var deployments = store.recordsOfOneKind();
    deployments.put("n", "web", owner("Deployment", "d"));
    deployments.remove("n", "web");

    assertThat(store.find("d")).isEmpty();
    assertThat(deployments.keys()).isEmpty();
  }
}
