package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.RelayRules;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Node;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
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
  private static final String EXPIRED =
      """
      {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure",\
      "code":410,"reason":"Expired","message":"too old resource version"}}
      """;

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

  /** What the API server does to each call for a while. */
  enum Illness {
    ANSWERS_500 {
      @Override
      Fate of(ApiCall call) {
        return Fate.refuse(500, "InternalError");
      }
    },
    ANSWERS_429 {
      @Override
      Fate of(ApiCall call) {
        return Fate.refuse(429, "TooManyRequests");
      }
    },
    LEASES_FAIL {
      @Override
      Fate of(ApiCall call) {
        return call.path().contains("/leases") ? Fate.refuse(500, "InternalError") : Fate.pass();
      }
    },
    SLOW_BY_5_S {
      @Override
      Fate of(ApiCall call) {
        return new Fate.Delay(Duration.ofSeconds(5));
      }
    };

    abstract Fate of(ApiCall call);
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
      stage.relay().follow(call -> Fate.pass());
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
      var expired = new AtomicInteger();

      stage.relay().follow(expiringFirst(expired));
      restart();
      scene.eventually().until("watches were told that they are too old", () -> expired.get() > 5);
      scene.eventually().until("it is ready again", this::isReady);
      scene.eventually().stays("nobody is moved", Duration.ofSeconds(5), shop::nothingWasDone);
      stage.relay().follow(call -> Fate.pass());

      lost.crash();
      scene.eventually().until("that is seen", () -> !shop.nothingWasDone());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(there);
      assertWell();
    }
  }

  /** The first watches of each kind meet 410, as after a compaction. */
  private static RelayRules expiringFirst(AtomicInteger expired) {
    var left = new AtomicInteger(20);
    return call -> {
      if (!call.isWatch() || left.getAndDecrement() <= 0) return Fate.pass();
      expired.incrementAndGet();
      return left.get() % 2 == 0 ? Fate.refuse(410, "Expired") : new Fate.Answer(200, EXPIRED);
    };
  }

  /** Watches stay open and say nothing: the fault is seen late or not at all, but never wrongly. */
  @Test
  void onWatchesThatDiedWithoutAWordNobodyIsMoved() throws Exception {
    try (var scene = stage.scene()) {
      var shop = Shop.open(scene);
      shop.awaitAllReady();
      var suspected = shop.pool().host(0);

      suspected.freeze();
      scene.eventually().until("it is not ready", () -> isUnknown(suspected.node()));
      stage.relay().follow(deaf());
      suspected.thaw();
      scene
          .eventually()
          .stays(
              "the host that is well again keeps its pods",
              Duration.ofSeconds(12),
              () -> scene.trail().operatorOnPods().isEmpty());
      stage.relay().follow(call -> Fate.pass());
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
      scene.policies().protect(Shop.APP, List.of(Shop.APP), "detection: {notReadyFor: 1s}");
      shop.awaitAllReady();
      var pod = scene.pods(Shop.APP).getFirst();
      var written = new AtomicInteger();
      stage.relay().follow(withoutPolicies(written));
      var policy = scene.policies().get(Shop.APP);
      for (int i = 0; i < 3; i++) scene.annotate(policy, "example.test/note", "changed " + i);

      scene.podState().notReady(pod);
      scene.eventually().until("it has acted", () -> !shop.nothingWasDone());
      shop.awaitAllReady();
      shop.assertRecoveredOnce(List.of(pod.getMetadata().getName()));
      assertThat(written.get()).as("writes, with those that lost").isLessThan(15);
      assertWell();
    } finally {
      stage.relay().follow(call -> Fate.pass());
      restart();
    }
  }

  private static RelayRules withoutPolicies(AtomicInteger written) {
    return new RelayRules() {
      @Override
      public Fate decide(ApiCall call) {
        if (call.method().equals("PUT") && isOfPolicies(call)) written.incrementAndGet();
        return Fate.pass();
      }

      @Override
      public boolean keeps(ApiCall watch, String event) {
        return !isOfPolicies(watch);
      }

      private boolean isOfPolicies(ApiCall call) {
        return call.path().contains("/highavailabilitypolicies");
      }
    };
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
      stage.relay().follow(call -> Fate.pass());
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
      stage.relay().follow(call -> Fate.pass());
      scene.eventually().until("it is ready again", this::isReady);
      scene
          .eventually()
          .until(
              "what changed is seen", () -> scene.policies().status(Shop.APP).pods().ready() == 7);
      scene.eventually().until("the quiet time is over", () -> shop.guards().isEmpty());
      assertThat(shop.nothingWasDone()).isTrue();

      lost.crash();
      scene.eventually().until("that is seen", () -> !shop.nothingWasDone());
      scene
          .eventually()
          .until("all are ready", () -> scene.policies().status(Shop.APP).pods().ready() == 7);
      assertThat(scene.trail().removed()).containsAll(there).doesNotHaveDuplicates();
      assertWell();
    }
  }

  private static RelayRules deaf() {
    return new RelayRules() {
      @Override
      public Fate decide(ApiCall call) {
        return Fate.pass();
      }

      @Override
      public boolean keeps(ApiCall watch, String event) {
        return false;
      }
    };
  }

  private static boolean isUnknown(Node node) {
    return node.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("Unknown"));
  }

  private boolean isReady() {
    try {
      return operator.get("/readyz").endsWith("ok\n");
    } catch (IOException notYet) {
      return false;
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
