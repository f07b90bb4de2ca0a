package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.LabelQuery;
import dev.holdfast.api.PolicySpec;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostSpec;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Taint;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A policy that may not act tells what it would do, and touches nothing. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class ObserveIT {

  @Test
  void anObservingPolicySaysWhatItWouldDoAboutALostNodeAndChangesNothing(Scene scene)
      throws Exception {
    var pool = scene.hosts("a", "b", "c");
    var policies = scene.policies();
    // Late enough for the control plane to have said all that it has to say about the crash.
    policies.judgeNodes(scene.pool(), "conditions: [{type: Ready, status: Unknown, for: 14s}]");
    scene.running(scene.workloads().deployment("web", 3));
    policies.protect("web", List.of("web"), "mode: Observe");
    var pod = scene.pods("web").getFirst();
    var lost = pool.host(pod.getSpec().getNodeName());

    lost.crash();
    scene.eventually().until("the control plane has marked all", () -> isMarked(scene, lost));
    var before = versions(scene);
    scene
        .afterALoss()
        .untilAsserted(
            "it says what it would do",
            () ->
                assertThat(policies.status("web").held())
                    .anySatisfy(
                        held -> {
                          assertThat(held.reason()).isEqualTo("Observe");
                          assertThat(held.message())
                              .isEqualTo("would delete pod " + pod.getMetadata().getName());
                          assertThat(held.release()).contains("Enforce");
                        }));
    scene
        .eventually()
        .stays("nothing has changed", Duration.ofSeconds(3), () -> versions(scene).equals(before));

    assertThat(policies.incidents("web", "web").getLast().fault()).isEqualTo("NodeLost");
    assertTouchesNothing(scene);
  }

  @Test
  void aSuspendedPolicyOnlyWatchesUntilItIsEnforced(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 3));
    var policies = scene.policies();
    policies.protect("web", List.of("web"), "{mode: Suspended, detection: {notReadyFor: 1s}}");
    var pod = scene.pods("web").getFirst();

    scene.podState().notReady(pod);
    scene
        .eventually()
        .untilAsserted(
            "it is seen", () -> assertThat(policies.held("web")).containsValue("Suspended"));
    scene.eventually().stays("the pod stays", Duration.ofSeconds(2), () -> !isLeaving(scene, pod));
    assertTouchesNothing(scene);

    policies.protect("web", List.of("web"), "{mode: Enforce, detection: {notReadyFor: 1s}}");
    awaitRecoveries(scene, 1);
  }

  @Test
  void aVetoOnPolicyPodOrNodeHoldsUntilItIsTakenBack(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 3));
    var policies = scene.policies();
    policies.protect("web", List.of("web"), "detection: {notReadyFor: 1s}");

    vetoes(scene, 1, policy(scene), aStandingPod(scene));
    var second = aStandingPod(scene);
    vetoes(scene, 2, scene.client().resource(second), second);
    var third = aStandingPod(scene);
    vetoes(scene, 3, scene.client().nodes().withName(third.getSpec().getNodeName()), third);
  }

  @Test
  void policiesInProtectedNamespacesAreNotInForce(Scene scene) {
    for (var namespace : List.of("kube-system", OperatorAccount.NAMESPACE)) {
      var policy = new HighAvailabilityPolicy();
      policy.setMetadata(
          new ObjectMetaBuilder().withName(scene.namespace()).withNamespace(namespace).build());
      policy.setSpec(
          new PolicySpec(null, new LabelQuery(Map.of("app", "x"), null), null, null, null, null));
      scene.create(policy);
      try {
        scene
            .eventually()
            .untilAsserted(
                "it is refused in " + namespace,
                () ->
                    assertThat(scene.client().resource(policy).get().getStatus().conditions())
                        .anySatisfy(
                            condition -> {
                              assertThat(condition.type()).isEqualTo("Accepted");
                              assertThat(condition.status()).isEqualTo("False");
                              assertThat(condition.reason()).isEqualTo("ProtectedNamespace");
                            }));
      } finally {
        scene.client().resource(policy).delete();
      }
    }
  }

  private static void vetoes(Scene scene, int recoveries, Resource<?> held, Pod pod) {
    annotate(held, "\"by a test\"");
    scene.podState().notReady(pod);
    scene
        .eventually()
        .untilAsserted(
            "the veto is told",
            () ->
                assertThat(scene.policies().status("web").held())
                    .singleElement()
                    .satisfies(
                        told -> {
                          assertThat(told.reason()).isEqualTo("Veto");
                          assertThat(told.message()).contains("by a test");
                        }));
    scene.eventually().stays("the pod stays", Duration.ofSeconds(2), () -> !isLeaving(scene, pod));

    annotate(held, "null");
    awaitRecoveries(scene, recoveries);
  }

  /** Not one that was just evicted and is still there. */
  private static Pod aStandingPod(Scene scene) {
    return scene.pods("web").stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .findFirst()
        .orElseThrow();
  }

  private static Resource<?> policy(Scene scene) {
    return scene
        .client()
        .resources(HighAvailabilityPolicy.class)
        .inNamespace(scene.namespace())
        .withName("web");
  }

  private static void annotate(Resource<?> object, String json) {
    object.patch(
        PatchContext.of(PatchType.JSON_MERGE),
        "{\"metadata\":{\"annotations\":{\"holdfast.dev/hold\":%s}}}".formatted(json));
  }

  private static void awaitRecoveries(Scene scene, int count) {
    scene
        .eventually()
        .untilAsserted(
            count + " recoveries",
            () ->
                assertThat(scene.policies().incidents("web", "web"))
                    .hasSize(count)
                    .allSatisfy(incident -> assertThat(incident.state()).isEqualTo("Recovered")));
  }

  private static boolean isMarked(Scene scene, FakeHost lost) {
    var deployment =
        scene.client().apps().deployments().inNamespace(scene.namespace()).withName("web").get();
    int there = scene.podsOn(lost, "web").size();
    return lost.node().getSpec().getTaints().stream().anyMatch(ObserveIT::isOfTheControlPlane)
        && Objects.requireNonNullElse(deployment.getStatus().getAvailableReplicas(), 0)
            == 3 - there;
  }

  private static Map<String, String> versions(Scene scene) {
    var client = scene.client();
    var namespace = scene.namespace();
    return Stream.<List<? extends HasMetadata>>of(
            client.nodes().withLabel(HostSpec.POOL, scene.pool()).list().getItems(),
            client.pods().inNamespace(namespace).list().getItems(),
            client.apps().replicaSets().inNamespace(namespace).list().getItems(),
            client.apps().deployments().inNamespace(namespace).list().getItems())
        .flatMap(List::stream)
        .collect(
            Collectors.toMap(
                object -> object.getKind() + "/" + object.getMetadata().getName(),
                ObserveIT::version));
  }

  /**
   * The control plane paces its second taint of a lost node when other tests lose many: of such a
   * node all that is not its own is compared instead.
   */
  private static String version(HasMetadata object) {
    boolean lost =
        object instanceof Node node
            && node.getSpec().getTaints().stream().anyMatch(ObserveIT::isOfTheControlPlane);
    if (!lost) return object.getMetadata().getResourceVersion();
    var taints = ((Node) object).getSpec().getTaints().stream();
    var meta = object.getMetadata();
    return List.of(
            meta.getLabels(),
            meta.getAnnotations(),
            taints.filter(taint -> !isOfTheControlPlane(taint)).toList())
        .toString();
  }

  private static boolean isOfTheControlPlane(Taint taint) {
    return taint.getKey().equals("node.kubernetes.io/unreachable");
  }

  private static boolean isLeaving(Scene scene, Pod pod) {
    var now = scene.client().resource(pod).get();
    return now == null || now.getMetadata().getDeletionTimestamp() != null;
  }

  private static void assertTouchesNothing(Scene scene) {
    assertThat(scene.trail().operatorInNamespace())
        .extracting(AuditEvent::resource)
        .isSubsetOf("highavailabilitypolicies/status", "events");
    assertThat(scene.trail().operatorAnywhere())
        .filteredOn(change -> change.resource().startsWith("nodes"))
        .noneMatch(change -> change.name().startsWith(scene.pool() + "-"));
  }
}
