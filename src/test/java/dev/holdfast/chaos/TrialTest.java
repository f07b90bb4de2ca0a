package dev.holdfast.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.kit.ApiCall;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A trial keeps its name from one run to the next, or it could not be repeated. */
class TrialTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "replace-after-loss/kill-after/PATCH nodes#1",
        "restart/lose-reply/POST pods/eviction#2",
        "takeover/drop-event/EVENT pods DELETED#1",
        "node-back/stale-list/LIST /apis/apps/v1/replicasets#1"
      })
  void aTrialIsReadAsItIsWritten(String name) {
    assertThat(Trial.parse(name)).hasToString(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"restart", "restart/kill-after", "restart/kill-after/DELETE pods"})
  void halfANameOfATrialIsRefused(String name) {
    assertThatThrownBy(() -> Trial.parse(name)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "DELETE, /api/v1/namespaces/scene-1/pods/web-1, DELETE pods",
    "POST, /api/v1/namespaces/scene-1/pods/web-1/eviction, POST pods/eviction",
    "GET, /api/v1/nodes/scene-1-0, GET nodes",
    "PUT, /apis/holdfast.dev/v1alpha1/namespaces/scene-1/highavailabilitypolicies/app/status,"
        + " PUT highavailabilitypolicies/status",
    "POST, /api/v1/namespaces/scene-1/events, POST events",
    "GET, /apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/scene-1-0, GET leases"
  })
  void aCallIsCalledByItsMethodAndResource(String method, String path, String name) {
    assertThat(new Counter("scene-1").call(call(method, path, "")))
        .hasValueSatisfying(point -> assertThat(point).hasToString(name + "#1"));
  }

  @Test
  void callsOfOneNameAreCountedAndThoseOfOtherScenesAreNot() {
    var counter = new Counter("scene-1");
    var mine = call("GET", "/api/v1/nodes/scene-1-0", "");
    assertThat(counter.call(mine)).hasToString("Optional[GET nodes#1]");
    assertThat(counter.call(call("GET", "/api/v1/nodes/scene-12-0", ""))).isEmpty();
    assertThat(counter.call(mine)).hasToString("Optional[GET nodes#2]");
  }

  @Test
  void listsWatchesAndWhatIsNoObjectAreNoCallsOfARecovery() {
    var counter = new Counter("scene-1");
    assertThat(counter.call(call("GET", "/api/v1/pods", "limit=500"))).isEmpty();
    assertThat(counter.call(call("GET", "/api/v1/pods", "watch=true"))).isEmpty();
    assertThat(counter.call(call("GET", "/readyz", ""))).isEmpty();
  }

  @Test
  void eventsAreCalledByResourceAndType() {
    var watch = call("GET", "/api/v1/pods", "watch=true");
    var event = "{\"type\":\"MODIFIED\",\"object\":{\"metadata\":{\"namespace\":\"scene-1\"}}}";
    assertThat(new Counter("scene-1").event(watch, event))
        .hasToString("Optional[EVENT pods MODIFIED#1]");
    assertThat(new Counter("scene-2").event(watch, event)).isEmpty();
  }

  private static ApiCall call(String method, String path, String query) {
    return new ApiCall(1, method, path, query, "", "");
  }
}
