package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.Fate;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.NodeSight;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.RelayRules;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Bad days of the API server, as one operator behind a relay sees them: nobody is moved on what was
 * not seen, it is told, and a host that was lost meanwhile is recovered from once.
 */
@Tag("integration")
@Tag("long")
@ExtendWith(KubeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiServerDaysIT {
  private Stage stage;
  private OperatorProcess operator;

  @BeforeAll
  void open() throws Exception {
    stage = Stage.open("days");
    var kubeconfig = stage.relay().kubeconfig(stage.replicas().token());
    operator = stage.replicas().launch("red", kubeconfig);
    operator.awaitReady();
  }

  @AfterAll
  void close() {
    if (operator != null) operator.close();
    if (stage != null) stage.closeWell();
  }

  @ParameterizedTest
  @EnumSource
  void anIllApiServerHoldsActsUpAndLosesNone(Illness illness) throws Exception {
    try (var scene = stage.scene()) {
      var shop = Shop.open(scene);
      shop.awaitAllReady();
      var lost = shop.pool().host(0);
      var there = shop.podsOn(lost);

      stage.relay().follow(illness::of);
      lost.crash();
      scene.eventually().stays("nobody is moved", Shop.LONGER_THAN_LOST, shop::nothingWasDone);
      stage.relay().follow(RelayRules.PASS_ALL);
      scene
          .eventually()
          .untilAsserted("it is told", () -> assertThat(shop.guards()).contains("ApiOutage"));
      assertThat(shop.nothingWasDone()).as("nothing is done in the quiet time").isTrue();

      scene.eventually().until("the host is recovered from", () -> !shop.nothingWasDone());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(there);
      scene.eventually().until("the event", () -> told(scene, "EvidenceInterrupted"));
      assertWell();
    }
  }

  @Test
  void aRestartedApiServerWhoseWatchesAreAllExpiredMovesNobody() throws Exception {
    try (var scene = stage.scene()) {
      var shop = Shop.open(scene);
      shop.awaitAllReady();
      var lost = shop.pool().host(0);
      var there = shop.podsOn(lost);
      var expired = new ExpiredWatches();

      stage.relay().follow(expired);
      restart();
      scene.eventually().until("watches were told that they are too old", () -> expired.told() > 5);
      scene.eventually().until("it is ready again", operator::isReady);
      scene.eventually().stays("nobody is moved", Duration.ofSeconds(5), shop::nothingWasDone);
      stage.relay().follow(RelayRules.PASS_ALL);

      lost.crash();
      scene.eventually().until("that is seen", () -> !shop.nothingWasDone());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(there);
      assertWell();
    }
  }

  /** Watches stay open and say nothing: the fault is seen late or not at all, but never wrongly. */
  @Test
  void onWatchesThatDiedWithoutAWordNobodyIsMoved() throws Exception {
    try (var scene = stage.scene()) {
      var shop = Shop.open(scene);
      shop.awaitAllReady();
      var suspected = shop.pool().host(0);

      suspected.freeze();
      scene.eventually().until("it is not ready", () -> NodeSight.isUnknown(suspected));
      stage.relay().follow(RelayRules.keeping((watch, event) -> false));
      suspected.thaw();
      scene
          .eventually()
          .stays(
              "the host that is well again keeps its pods",
              Duration.ofSeconds(12),
              () -> scene.trail().operatorOnPods().isEmpty());
      stage.relay().follow(RelayRules.PASS_ALL);
      restart();
      scene
          .eventually()
          .within(Duration.ofSeconds(60))
          .untilAsserted(
              "it is seen to be well",
              () -> {
                assertThat(scene.policies().nodes().healthy()).isEqualTo(3);
                assertThat(scene.policies().nodes().unwell()).isEmpty();
              });
      shop.awaitAllReady();
      assertThat(scene.trail().operatorOnPods()).isEmpty();
      assertWell();
    }
  }

  /** Somebody changes the policy, and its watch does not say so: the next write finds out. */
  @Test
  void aPolicyWhoseWatchIsSilentIsReadAgainWhenItsVersionIsOld() throws Exception {
    try (var scene = stage.scene()) {
      var shop = Shop.open(scene);
      shop.judgePodsQuickly();
      shop.awaitAllReady();
      var pod = scene.pods(Shop.APP).getFirst();
      var silent = new SilentPolicyWatch();
      stage.relay().follow(silent);
      var policy = scene.policies().get(Shop.APP);
      for (int i = 0; i < 3; i++) scene.annotate(policy, "example.test/note", "changed " + i);

      scene.podState().notReady(pod);
      scene.eventually().until("it has acted", () -> !shop.nothingWasDone());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(List.of(pod.getMetadata().getName()));
      assertThat(silent.writes()).as("writes, with those that lost").isLessThan(15);
      assertWell();
    } finally {
      stage.relay().follow(RelayRules.PASS_ALL);
      restart();
    }
  }

  /** Which ends the connections that are silent. */
  private void restart() throws Exception {
    stage.plane().restartApiServer();
  }

  /** The relay lets somebody else be faster between our last look and our act. */
  @Test
  void aPodThatIsRecreatedUnderItsNameBetweenLookAndActIsLeftAlone() throws Exception {
    try (var scene = stage.scene()) {
      scene.hosts("a", "b");
      scene
          .policies()
          .judgeNodes(); // else its quiet time after what others did here is the stock one
      scene.running(scene.workloads().statefulSet("db", 1));
      scene.policies().protect("db", List.of("db"), "detection: {notReadyFor: 1s}");
      var pod = scene.pods("db").getFirst();
      var successor = new AtomicReference<String>();
      stage
          .relay()
          .follow(
              call -> {
                if (call.path().endsWith("/db-0/eviction") && successor.get() == null) {
                  scene.client().resource(pod).withGracePeriod(0).delete();
                  successor.set(awaitAnother(scene, pod.getMetadata().getUid()));
                }
                return Fate.pass();
              });
      scene.podState().notReady(pod);
      scene.eventually().until("somebody was faster", () -> successor.get() != null);
      scene
          .eventually()
          .untilAsserted(
              "the incident is over",
              () ->
                  assertThat(scene.policies().incidents("db", "db"))
                      .singleElement()
                      .satisfies(i -> assertThat(i.state()).isNotEqualTo("Open")));
      assertThat(scene.pods("db"))
          .singleElement()
          .satisfies(p -> assertThat(p.getMetadata().getUid()).isEqualTo(successor.get()));
      assertThat(scene.trail().removed()).isEmpty();
      assertWell();
    } finally {
      stage.relay().follow(RelayRules.PASS_ALL);
    }
  }

  private static String awaitAnother(Scene scene, String uid) {
    scene
        .eventually()
        .until(
            "there is another pod of that name",
            () -> scene.pods("db").stream().anyMatch(p -> !p.getMetadata().getUid().equals(uid)));
    return scene.pods("db").getFirst().getMetadata().getUid();
  }

  /** While we are cut off much changes, and what we had read is compacted away. */
  @Test
  void afterACompactionOfTheStoreAllIsListedAnew() throws Exception {
    try (var scene = stage.scene()) {
      var shop = Shop.open(scene);
      shop.awaitAllReady();
      stage.relay().follow(call -> new Fate.Drop());
      restart();
      var lost = shop.pool().host(0);
      var there = shop.podsOn(lost);
      scene
          .client()
          .apps()
          .deployments()
          .inNamespace(scene.namespace())
          .withName(Shop.APP)
          .scale(7);
      stage.plane().compact();
      stage.relay().follow(RelayRules.PASS_ALL);
      scene.eventually().until("it is ready again", operator::isReady);
      scene.awaitCounted(Shop.APP, 7);
      scene.eventually().until("the quiet time is over", () -> shop.guards().isEmpty());
      assertThat(shop.nothingWasDone()).isTrue();

      lost.crash();
      scene.eventually().until("that is seen", () -> !shop.nothingWasDone());
      scene.awaitCounted(Shop.APP, 7);
      assertThat(scene.trail().removed()).containsAll(there).doesNotHaveDuplicates();
      assertWell();
    }
  }

  private boolean told(Scene scene, String reason) {
    List<Event> events = scene.client().v1().events().inNamespace("default").list().getItems();
    return events.stream().anyMatch(event -> reason.equals(event.getReason()));
  }

  private void assertWell() {
    assertThat(operator.isAlive()).isTrue();
    assertThat(operator.log()).doesNotContain(" ERROR ");
  }
}
