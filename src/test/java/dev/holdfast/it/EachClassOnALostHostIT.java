package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.CustomController;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.RunningPod;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * One host crashes with a pod of every class on it: the methods tell, in their order, what becomes
 * of each while the host is Lost, after a wrong word of the administrator, and when it is Dead.
 */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class EachClassOnALostHostIT {
  private static final String POLICY = "all";
  private static final String WITH_WIDGETS = "widgets-too";
  private static final List<String> TAKEN_OVER = List.of("db", "single", "shared", "logs");
  private static final List<String> LEFT_ALONE =
      List.of("batch", "agent", "static", "bare", "pinned", "gadget");

  private final Scene scene;
  private final Map<String, Pod> before = new HashMap<>();
  private final HostPool pool;
  private final FakeHost lost;

  EachClassOnALostHostIT(Scene scene) throws Exception {
    this.scene = scene;
    this.pool = scene.hosts("a");
    this.lost = pool.host(0);
  }

  @BeforeAll
  void aHostWithAPodOfEveryClassCrashes() throws Exception {
    scene.policies().judgeNodes();
    scene
        .policies()
        .protect(
            POLICY,
            Stream.of(TAKEN_OVER, LEFT_ALONE, List.of("retried")).flatMap(List::stream).toList());
    scene
        .policies()
        .protect(
            WITH_WIDGETS,
            List.of("known"),
            "recovery: {replaceableOwners: [%s]}".formatted(CustomController.KIND));
    createWorkloads();
    scene.eventually().until("a pod of every class is ready on " + lost.name(), this::allReady);
    pool.add("b"); // later than the pods, so that all of these stand on the first
    pool.add("c");
    lost.crash();
  }

  private void createWorkloads() {
    var workloads = scene.workloads();
    workloads.claim("shared", "ReadWriteMany").create(scene.client());
    var widget = CustomController.create(scene.client(), scene.namespace(), "gadget");
    scene.create(workloads.statefulSet("db", 1));
    scene.create(workloads.recreated("single", 1));
    scene.create(workloads.deployment("shared", 1, PodPart.claiming("shared")));
    scene.create(workloads.deployment("logs", 1, PodPart.hostPath("/var/log")));
    scene.create(workloads.job("batch"));
    scene.create(workloads.jobIgnoringDisruption("retried"));
    scene.create(workloads.daemonSet("agent"));
    scene.create(workloads.mirrorPod("static", lost.node()));
    scene.create(workloads.barePod("bare"));
    scene.create(workloads.replicaSet("pinned", 1, PodPart.toleratingEverything()));
    scene.create(workloads.owned(workloads.barePod("gadget"), widget));
    scene.create(workloads.owned(workloads.barePod("known"), widget));
  }

  private boolean allReady() {
    scene.client().pods().inNamespace(scene.namespace()).list().getItems().stream()
        .filter(pod -> lost.name().equals(pod.getSpec().getNodeName()))
        .filter(pod -> scene.client().resource(pod).isReady())
        .forEach(pod -> before.put(pod.getMetadata().getLabels().get("app"), pod));
    return before.size() == TAKEN_OVER.size() + LEFT_ALONE.size() + 2;
  }

  @Test
  @Order(1)
  void whileItIsLostOnlyWhatMayRunTwiceIsDeletedAndTheRestSaysWhyItWaits() {
    scene
        .afterALoss()
        .untilAsserted(
            "each pod is held for its reason",
            () -> {
              assertThat(scene.policies().held(POLICY))
                  .containsOnly(
                      held("db", "AwaitingProof"),
                      held("single", "AwaitingProof"),
                      held("shared", "AwaitingProof"),
                      held("logs", "AwaitingProof"),
                      held("batch", "Job"),
                      held("bare", "NotReplaceable"),
                      held("pinned", "Pinned"),
                      held("gadget", "UnknownController"));
              assertThat(scene.trail().operatorDeletes()).hasSize(2);
            });

    assertThatTheseAreUntouched(TAKEN_OVER);
    assertThatTheseAreUntouched(LEFT_ALONE);
    assertThat(scene.trail().operatorDeletes())
        .extracting(AuditEvent::name)
        .containsExactlyInAnyOrder(name("retried"), name("known"));
    assertThat(scene.trail().operatorForceDeletes()).isEmpty();
    assertThatDisruptionWasToldFirst("retried");
    assertThat(scene.policies().held(WITH_WIDGETS)).isEmpty();
  }

  @Test
  @Order(2)
  void aWordForAnotherBootIsRefusedAndNothingIsDone() {
    var acts = scene.trail().operatorOnPods().size();

    lost.confirmDead("00000000-0000-0000-0000-000000000000");

    scene
        .eventually()
        .until(
            "the word is refused",
            () -> scene.policies().told("Node", lost.name(), "ConfirmationRefused"));
    scene
        .eventually()
        .stays("the node is Lost", Duration.ofSeconds(2), () -> verdict().equals("Lost"));
    assertThat(scene.trail().operatorOnPods()).hasSize(acts);
    assertThatTheseAreUntouched(TAKEN_OVER);
  }

  @Test
  @Order(3)
  void theWordForItsBootLetsIdentitiesAndVolumesBeTakenOver() {
    var takenOver = Stream.concat(TAKEN_OVER.stream(), Stream.of("retried")).toList();

    lost.confirmDead(lost.bootId());

    scene
        .afterALoss()
        .untilAsserted(
            "all that may be taken over is ready on other hosts",
            () -> assertThat(takenOver).allSatisfy(this::isReadyElsewhere));

    assertThat(scene.pods("db").getFirst().getMetadata().getName()).isEqualTo(name("db"));
    assertThat(scene.trail().operatorForceDeletes())
        .extracting(AuditEvent::name)
        .containsExactlyInAnyOrder(
            name("db"), name("single"), name("shared"), name("logs"), name("retried"));
    TAKEN_OVER.forEach(this::assertThatDisruptionWasToldFirst);
    assertThat(
            scene
                .client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(scene.namespace())
                .withName("retried")
                .get()
                .getStatus()
                .getFailed())
        .as("the Job counts no failure")
        .isIn(null, 0);
    assertThatTheseAreUntouched(LEFT_ALONE);
    assertThatNothingRunsTwice();
    scene.eventually().until("the node is said to be Dead", () -> verdict().equals("Dead"));
    scene
        .eventually()
        .untilAsserted(
            "the incidents are closed",
            () ->
                assertThat(takenOver)
                    .allSatisfy(
                        app ->
                            assertThat(scene.policies().incidents(POLICY, app))
                                .singleElement()
                                .extracting(incident -> incident.state())
                                .isEqualTo("Recovered")));
  }

  private void isReadyElsewhere(String app) {
    assertThat(scene.pods(app))
        .singleElement()
        .satisfies(
            pod -> {
              assertThat(pod.getMetadata().getUid()).isNotEqualTo(uid(app));
              assertThat(pod.getSpec().getNodeName()).isNotEqualTo(lost.name());
              assertThat(scene.client().resource(pod).isReady()).isTrue();
            });
  }

  private void assertThatTheseAreUntouched(List<String> apps) {
    for (var app : apps) {
      var pod = scene.client().resource(before.get(app)).get();
      assertThat(pod).as(app).isNotNull();
      assertThat(pod.getMetadata().getUid()).as(app).isEqualTo(uid(app));
      assertThat(pod.getMetadata().getDeletionTimestamp()).as(app).isNull();
      assertThat(pod.getStatus().getConditions())
          .as(app)
          .noneMatch(condition -> condition.getType().equals("DisruptionTarget"));
    }
  }

  /** Without that its controller would take the loss for a failure of the pod's own. */
  private void assertThatDisruptionWasToldFirst(String app) {
    var acts =
        scene.trail().operatorOnPods().stream()
            .filter(event -> event.name().equals(name(app)))
            .toList();
    assertThat(acts.getFirst().is("patch", "pods/status")).as(app).isTrue();
    assertThat(acts.getFirst().request().toString()).as(app).contains("DisruptionTarget");
    assertThat(acts.getLast().is("delete", "pods")).as(app).isTrue();
  }

  /** By the hosts' own word, which counts also what the API has forgotten. */
  private void assertThatNothingRunsTwice() {
    var running = pool.hosts().stream().flatMap(host -> host.running().stream()).toList();
    for (var app : TAKEN_OVER) {
      var uids = scene.pods(app).stream().map(pod -> pod.getMetadata().getUid()).toList();
      assertThat(running)
          .filteredOn(pod -> uids.contains(pod.uid()) || pod.uid().equals(uid(app)))
          .extracting(RunningPod::uid)
          .as(app)
          .containsExactlyElementsOf(uids);
    }
  }

  private String verdict() {
    return scene.policies().nodes().unwell().getFirst().verdict();
  }

  private Map.Entry<String, String> held(String app, String reason) {
    return entry("Pod/" + name(app), reason);
  }

  private String name(String app) {
    return before.get(app).getMetadata().getName();
  }

  private String uid(String app) {
    return before.get(app).getMetadata().getUid();
  }
}
