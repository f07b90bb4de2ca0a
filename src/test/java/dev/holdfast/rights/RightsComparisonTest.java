package dev.holdfast.rights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.RightUsed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The comparison finds what it is for: a right too many, and one too few. */
class RightsComparisonTest {
  private static final Right LIST_PODS = new Right("", "", "pods", "list");
  private static final Right GET_LEASES = new Right("ours", "coordination.k8s.io", "leases", "get");

  @Test
  void rightsThatAreUsedRaiseNoComplaint() {
    assertThat(
            RightsComparison.complaints(
                Set.of(LIST_PODS, GET_LEASES),
                List.of(
                    used("list", "", "pods", ""),
                    used("get", "coordination.k8s.io", "leases", "ours"))))
        .isEmpty();
  }

  @Test
  void aRightThatNothingUsedIsNamed() {
    assertThat(
            RightsComparison.complaints(
                Set.of(LIST_PODS, GET_LEASES),
                List.of(
                    used("list", "", "pods", ""),
                    used("get", "coordination.k8s.io", "leases", "elsewhere"))))
        .singleElement()
        .asString()
        .startsWith("never used: get leases.coordination.k8s.io in ours");
  }

  @Test
  void aRequestThatWasDeniedIsNamedAndUsesNoRight() {
    var denied = new RightUsed(false, "list", "", "pods", "", "/api/v1/pods");
    assertThat(RightsComparison.complaints(Set.of(LIST_PODS), List.of(denied)))
        .satisfiesExactly(
            first -> assertThat(first).startsWith("denied: list pods (/api/v1/pods)"),
            second -> assertThat(second).startsWith("never used: list pods"));
  }

  @Test
  void whatIsGrantedMayBeDeniedByAnApiServerThatHasJustStarted() {
    var denied = new RightUsed(false, "list", "", "pods", "", "/api/v1/pods");
    assertThat(
            RightsComparison.complaints(
                Set.of(LIST_PODS), List.of(denied, used("list", "", "pods", ""))))
        .isEmpty();
  }

  @Test
  void theManifestGrantsWhatItSaysAndOnlyToTheOperator() throws Exception {
    var granted = GrantedRights.ofTheManifest();
    assertThat(granted)
        .contains(LIST_PODS, new Right("", "", "pods/eviction", "create"))
        .contains(new Right("kube-node-lease", "coordination.k8s.io", "leases", "watch"))
        .doesNotContain(new Right("", "holdfast.dev", "highavailabilitypolicies", "create"));
  }

  private static RightUsed used(String verb, String group, String resource, String namespace) {
    return new RightUsed(true, verb, group, resource, namespace, "");
  }
}
