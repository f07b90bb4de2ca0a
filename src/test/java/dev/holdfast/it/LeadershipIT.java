package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.LeaseTimings;
import dev.holdfast.config.OperatorConfig;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.loop.Leadership;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who leads, by the real API server and with the timings that users get. */
@Tag("integration")
@ExtendWith(KubeExtension.class)
class LeadershipIT {
  private static final LeaseTimings TIMINGS = OperatorConfig.from(Map.of()).lease();

  /** Two looks at the lease, each stretched to the utmost, and slack for a busy machine. */
  private static final Duration LOOKS = TIMINGS.retryPeriod().multipliedBy(5).plusSeconds(1);

  /** What a machine may take beside, on which much else runs. */
  private static final Duration BUSY = Duration.ofSeconds(5);

  private final KubernetesClient client;
  private final String namespace = "election-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<Replica> replicas = new ArrayList<>();

  LeadershipIT(ControlPlane plane) {
    client = plane.client();
  }

  private final class Replica implements Leadership.Listener {
    final List<String> told = new CopyOnWriteArrayList<>();
    final Leadership leadership;

    Replica(String identity, Config cluster) {
      leadership = new Leadership(cluster, namespace, identity, TIMINGS, this);
      leadership.start();
      replicas.add(this);
    }

    boolean leads() {
      return leadership.isLeading();
    }

    @Override
    public void started() {
      told.add("started");
    }

    @Override
    public void stopped() {
      told.add("stopped");
    }
  }

  @BeforeEach
  void makeNamespace() {
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @AfterEach
  void close() {
    replicas.forEach(replica -> replica.leadership.close());
    client.namespaces().withName(namespace).delete();
  }

  @Test
  void aCleanStopHandsOverAtOnce() {
    var a = leader("a");
    var b = follower("b");
    a.leadership.close();
    assertThat(holder()).as("who holds the lease, long before it runs out").isNotEqualTo("a");
    await().until(b::leads);
    assertThat(a.told).containsExactly("started", "stopped");
  }

  @Test
  void aLeaderThatIsCutOffStopsBeforeAnotherStarts() throws Exception {
    try (var wire = new Wire(client.getMasterUrl().getPort())) {
      var a = new Replica("a", over(wire));
      await().until(a::leads);
      var b = follower("b");
      long cutAt = System.nanoTime();
      wire.cut();
      await().failFast("two replicas lead", () -> a.leads() && b.leads()).until(b::leads);
      assertThat(since(cutAt)).isLessThan(TIMINGS.duration().plus(LOOKS).plus(BUSY));
      assertThat(a.leadership.sinceLastAnswer()).isGreaterThan(TIMINGS.trust());
      assertThat(b.leadership.sinceLastAnswer()).isLessThan(LOOKS);

      wire.heal();
      await().until(() -> a.leadership.sinceLastAnswer().compareTo(LOOKS) < 0);
      assertThat(a.leads()).isFalse();
      assertThat(b.leads()).isTrue();
    }
  }

  @Test
  void aConnectionThatDiedSilentlyIsReplacedBeforeLeadershipIsLost() throws Exception {
    try (var wire = new Wire(client.getMasterUrl().getPort())) {
      var a = new Replica("a", over(wire));
      await().until(a::leads);
      wire.killConnections();
      await().during(TIMINGS.duration().multipliedBy(2)).until(a::leads);
      assertThat(a.told).containsExactly("started");
    }
  }

  @Test
  void gettingCreatingUpdatingAndPatchingLeasesIsAllItMayDo() {
    var a = new Replica("a", withRights("get", "create", "update", "patch"));
    await().until(a::leads);
    await().during(TIMINGS.duration().multipliedBy(2)).until(a::leads);
    a.leadership.close();
    assertThat(holder()).isEmpty();
  }

  @Test
  void aLeaseThatMayNotBeWrittenMakesNoLeaderButShowsThatTheServerAnswers() {
    var a = new Replica("a", withRights("get"));
    await().during(TIMINGS.duration()).until(() -> !a.leads());
    assertThat(a.leadership.sinceLastAnswer()).isLessThan(LOOKS);
  }

  private Replica leader(String identity) {
    var leader = new Replica(identity, client.getConfiguration());
    await().until(leader::leads);
    return leader;
  }

  /** Has seen who leads when this returns. */
  private Replica follower(String identity) {
    var follower = new Replica(identity, client.getConfiguration());
    var born = follower.leadership.lastAnsweredNanos();
    await().until(() -> follower.leadership.lastAnsweredNanos() != born);
    return follower;
  }

  private Config over(Wire wire) {
    return new ConfigBuilder(client.getConfiguration())
        .withMasterUrl("https://127.0.0.1:" + wire.port())
        .build();
  }

  private Config withRights(String... verbs) {
    var account = new ServiceAccountBuilder().withNewMetadata().withName("holdfast").endMetadata();
    client.resource(account.build()).inNamespace(namespace).create();
    client
        .resource(
            new RoleBuilder()
                .withNewMetadata()
                .withName("leader")
                .endMetadata()
                .addNewRule()
                .withApiGroups("coordination.k8s.io")
                .withResources("leases")
                .withVerbs(verbs)
                .endRule()
                .build())
        .inNamespace(namespace)
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName("leader")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "Role", "leader")
                .addNewSubject(null, "ServiceAccount", "holdfast", namespace)
                .build())
        .inNamespace(namespace)
        .create();
    return new ConfigBuilder(Config.empty())
        .withMasterUrl(client.getMasterUrl().toString())
        .withCaCertFile(client.getConfiguration().getCaCertFile())
        .withCaCertData(client.getConfiguration().getCaCertData())
        .withOauthToken(token())
        .build();
  }

  private String token() {
    var request =
        new TokenRequestBuilder().withNewSpec().withExpirationSeconds(600L).endSpec().build();
    return client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("holdfast")
        .tokenRequest(request)
        .getStatus()
        .getToken();
  }

  private String holder() {
    return client
        .leases()
        .inNamespace(namespace)
        .withName(Leadership.LEASE)
        .get()
        .getSpec()
        .getHolderIdentity();
  }

  private static ConditionFactory await() {
    return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(30));
  }

  private static Duration since(long nanos) {
    return Duration.ofNanos(System.nanoTime() - nanos);
  }
}
