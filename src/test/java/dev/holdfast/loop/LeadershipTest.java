package dev.holdfast.loop;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.config.LeaseTimings;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.MockWebServer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway.Init") // the extension sets server and client
@EnableKubernetesMockClient(crud = true, https = false)
class LeadershipTest {
  private static final String NAMESPACE = "holdfast-system";

  /** A short lease that a busy machine can still keep. */
  private static final LeaseTimings TIMINGS =
      new LeaseTimings(Duration.ofSeconds(3), Duration.ofMillis(1800), Duration.ofMillis(100));

  private static final Duration LONGER_THAN_A_LEASE = TIMINGS.duration().plusSeconds(1);

  /** Would log each request. */
  private static final Logger QUIET = Logger.getLogger(MockWebServer.class.getName());

  static {
    QUIET.setLevel(Level.WARNING);
  }

  KubernetesMockServer server;
  KubernetesClient client;

  private final List<Replica> replicas = new ArrayList<>();

  private final class Replica implements Leadership.Listener {
    final List<String> told = new CopyOnWriteArrayList<>();
    final AtomicLong ahead = new AtomicLong();
    final Leadership leadership;

    Replica(String identity) {
      leadership =
          new Leadership(
              client.getConfiguration(),
              NAMESPACE,
              identity,
              TIMINGS,
              this,
              () -> System.nanoTime() + ahead.get());
      leadership.start();
      replicas.add(this);
    }

    @Override
    public void started() {
      told.add("started");
    }

    @Override
    public void stopped() {
      told.add("stopped");
    }

    boolean isLeading() {
      return leadership.isLeading();
    }
  }

  @AfterEach
  void close() {
    replicas.forEach(replica -> replica.leadership.close());
  }

  @Test
  void theOnlyReplicaLeadsAndIsToldSo() {
    var a = new Replica("a");
    await().until(a::isLeading);
    await().untilAsserted(() -> assertThat(a.told).containsExactly("started"));
    assertThat(holder()).isEqualTo("a");
  }

  @Test
  void ofTwoReplicasOneLeadsAndTheOtherStillHearsFromTheServer() {
    var a = new Replica("a");
    await().until(a::isLeading);
    var b = new Replica("b");
    await().during(LONGER_THAN_A_LEASE).until(() -> a.isLeading() && !b.isLeading());
    assertThat(b.leadership.sinceLastAnswer()).isLessThan(Duration.ofSeconds(1));
    assertThat(b.told).isEmpty();
  }

  @Test
  void aReplicaThatClosesHandsOverAtOnce() {
    var a = new Replica("a");
    await().until(a::isLeading);
    var b = new Replica("b");
    a.leadership.close();
    assertThat(a.isLeading()).isFalse();
    await().atMost(TIMINGS.duration().minusMillis(500)).until(b::isLeading);
    assertThat(a.told).containsExactly("started", "stopped");
  }

  @Test
  void aLeaderThatStandsDownActsNoMoreButKeepsOthersFromActingUntilItCloses() {
    var a = new Replica("a");
    await().until(a::isLeading);
    var b = new Replica("b");
    a.leadership.standDown();
    await()
        .during(LONGER_THAN_A_LEASE)
        .until(() -> !a.isLeading() && !b.isLeading() && holder().equals("a"));
    a.leadership.close();
    await().until(b::isLeading);
  }

  @Test
  void aLeaderWhoseLeaseWasTakenStopsWithinAFewTriesAndRunsAgain() {
    var a = new Replica("a");
    await().until(a::isLeading);
    change(lease -> lease.getSpec().setHolderIdentity("thief"));
    await().atMost(Duration.ofMillis(500)).until(() -> !a.isLeading());
    await().until(a::isLeading);
    await()
        .untilAsserted(() -> assertThat(a.told).containsExactly("started", "stopped", "started"));
  }

  @Test
  void aLeaderThatCannotRenewStopsOnItsOwn() {
    var a = new Replica("a");
    await().until(a::isLeading);
    server
        .expect()
        .get()
        .withPath(
            "/apis/coordination.k8s.io/v1/namespaces/" + NAMESPACE + "/leases/" + Leadership.LEASE)
        .andReturn(500, "seeded by a test")
        .times(20);
    await().atMost(TIMINGS.trust().plusMillis(300)).until(() -> !a.isLeading());
    await().until(a::isLeading);
  }

  @Test
  void aLeaderThatStoodStillTooLongFindsItsGateShutBeforeItHasLookedAtTheLease() {
    var a = new Replica("a");
    await().until(a::isLeading);
    await()
        .until(
            () -> {
              a.ahead.addAndGet(TIMINGS.trust().toNanos());
              return !a.isLeading();
            });
    assertThat(a.leadership.holds()).as("whoever wakes it now is not sent away").isTrue();
    await().until(a::isLeading);
    assertThat(a.told).containsExactly("started");
  }

  @Test
  void aHolderWhoseClockIsBehindIsNotRobbedWhileItRenews() {
    client.resource(lease("them", -3600)).create();
    var a = new Replica("a");
    var renewals = new int[1];
    await()
        .pollInterval(Duration.ofMillis(300))
        .during(LONGER_THAN_A_LEASE)
        .until(
            () -> {
              change(
                  l ->
                      l.getSpec()
                          .setRenewTime(now().minusSeconds(3600).plusNanos(1000L * ++renewals[0])));
              return !a.isLeading();
            });
    await().until(a::isLeading);
  }

  @Test
  void aDeadHolderWhoseClockWasAheadIsWaitedForNoLongerThanItsLeaseLasts() {
    client.resource(lease("them", 3600)).create();
    var a = new Replica("a");
    await().atMost(TIMINGS.duration().plusSeconds(2)).until(a::isLeading);
  }

  @Test
  void aLeaseWithoutContentIsNobodys() {
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(Leadership.LEASE)
                .endMetadata()
                .build())
        .create();
    var a = new Replica("a");
    await().until(a::isLeading);
  }

  @Test
  void closingAFollowerLeavesTheLeaderAlone() {
    var a = new Replica("a");
    await().until(a::isLeading);
    new Replica("b").leadership.close();
    assertThat(holder()).isEqualTo("a");
    assertThat(a.isLeading()).isTrue();
  }

  private static Lease lease(String holder, long renewedSecondsFromNow) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(NAMESPACE)
        .withName(Leadership.LEASE)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(holder)
        .withLeaseDurationSeconds((int) TIMINGS.duration().toSeconds())
        .withRenewTime(now().plusSeconds(renewedSecondsFromNow))
        .endSpec()
        .build();
  }

  private String holder() {
    return requireNonNull(leaderLease().get()).getSpec().getHolderIdentity();
  }

  /** Wins against a renewal that comes between. */
  private void change(Consumer<Lease> change) {
    await().ignoreExceptions().until(() -> changed(change));
  }

  private boolean changed(Consumer<Lease> change) {
    var lease = requireNonNull(leaderLease().get());
    change.accept(lease);
    client.resource(lease).lockResourceVersion().update();
    return true;
  }

  private Resource<Lease> leaderLease() {
    return client.leases().inNamespace(NAMESPACE).withName(Leadership.LEASE);
  }

  private static ZonedDateTime now() {
    return ZonedDateTime.now(ZoneOffset.UTC);
  }
}
