package dev.holdfast.it;

import static dev.holdfast.kit.NodeSight.isMarked;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.HighAvailabilityPolicy;
import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.ControlPlaneOptions;
import dev.holdfast.kit.FakeHost;
import dev.holdfast.kit.HostPool;
import dev.holdfast.kit.Installation;
import dev.holdfast.kit.KubeBinaries;
import dev.holdfast.kit.KubeExtension;
import dev.holdfast.kit.NodeSight;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OurResources;
import dev.holdfast.kit.RightUsed;
import dev.holdfast.kit.RightsUsed;
import dev.holdfast.kit.Scene;
import dev.holdfast.kit.UserShell;
import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The life of an installation, told in order on a control plane of its own with the commands that
 * users type: the previous manifest, an upgrade in the middle of an outage, a recovery by three
 * replicas, the samples, and what is left when all of it is taken away in another outage.
 */
@Tag("integration")
@ExtendWith(KubeExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class InstallIT {
  private static final int TOGETHER = 6;

  /** Far more than any of it takes, but on a machine that is too busy. */
  private static final Duration OUTAGE = Duration.ofMinutes(2);

  private final ReplicaGroup replicas = new ReplicaGroup();

  /** The previous manifest did not grant it yet, and nothing depends on it. */
  private Set<RightUsed> refusedToTheOld = Set.of();

  private ControlPlane plane;
  private UserShell shell;
  private Scene scene;
  private HostPool pool;

  @BeforeAll
  void startAClusterOfItsOwn() throws Exception {
    var options = ControlPlaneOptions.forTests("install");
    plane = ControlPlane.start(KubeBinaries.find().orElseThrow(), options, System.err::println);
    shell = new UserShell(plane);
    scene = Scene.on(plane);
    pool = scene.hosts("a", "b", "c", "a");
  }

  @AfterAll
  void stop() {
    replicas.close();
    if (scene != null) scene.close();
    if (plane != null) plane.close();
  }

  @Test
  @Order(1)
  void anUpgradeFromThePreviousManifestInTheMiddleOfAnOutageFinishesWhatWasBegun()
      throws Exception {
    apply("-f src/test/resources/previous/install.yaml");
    var policies = scene.policies();
    policies.judgeNodes();
    scene.running(scene.workloads().deployment("web", TOGETHER));
    policies.protect("web", List.of("web"));
    var lost = hostOfAPod();
    var there = scene.namesOn(lost, "web");
    killTheOldOperatorBetweenIntentAndAct(lost);
    var intents = policies.status("web").intents();
    assertThat(intents).isNotEmpty();

    refusedToTheOld = RightsUsed.refusedIn(plane.auditLog());
    apply("-f " + Installation.MANIFEST);
    assertThat(policies.status("web").intents()).isEqualTo(intents);
    replicas.launch(Replicas.onceInstalled(plane), "red", "blue", "green");

    awaitRecovered(there.size());
    assertThat(scene.trail().removed()).containsExactlyInAnyOrderElementsOf(there);
    lost.comeBack();
  }

  private void killTheOldOperatorBetweenIntentAndAct(FakeHost lost) throws Exception {
    var account = Replicas.onceInstalled(plane);
    try (var relay = ApiRelay.to(plane);
        var old = account.launch("old", relay.kubeconfig(account.token()))) {
      old.awaitReady();
      relay.follow(new DeathBeforeTheAct(old));
      lost.crash();
      scene.eventually().within(OUTAGE).until("it is killed", () -> !old.isAlive());
    }
  }

  @Test
  @Order(2)
  void theDeploymentIsAdmittedAndItsReplicasAreSpreadOverNodesAndZones() throws Exception {
    awaitAllHostsOpen();
    var printed =
        shell.run(
            "kubectl apply -f "
                + Installation.MANIFEST
                + "\n# spread anew, now that each zone can take one"
                + "\nkubectl -n holdfast-system rollout restart deployment/holdfast"
                + "\nkubectl -n holdfast-system rollout status deployment/holdfast --timeout=120s");
    assertThat(printed).doesNotContain("Warning");

    var pods = ownPods();
    assertThat(pods).hasSize(3);
    assertThat(pods).extracting(pod -> pod.getSpec().getNodeName()).doesNotHaveDuplicates();
    assertThat(pods).extracting(this::zone).doesNotHaveDuplicates();
    assertThat(pods).extracting(pod -> pod.getSpec().getPriority()).containsOnly(2_000_000_000);
  }

  /** A host that came back stays marked for a quiet time; without it a zone may be closed. */
  private void awaitAllHostsOpen() {
    scene
        .eventually()
        .within(OUTAGE)
        .until("no host is marked", () -> pool.hosts().stream().noneMatch(NodeSight::isMarked));
  }

  @Test
  @Order(3)
  void threeReplicasFinishARecoveryWhoseLeaderWasKilledWithTheRightsOfTheirAccount()
      throws Exception {
    var before = scene.trail().removed().size();
    var lost = hostOfAPod();
    var there = scene.namesOn(lost, "web");
    var incidents = scene.policies().status("web").incidents().size();
    lost.crash();
    scene
        .eventually()
        .within(OUTAGE)
        .until("a pod is replaced", () -> scene.trail().removed().size() > before);
    replicas.killTheLeader();

    awaitRecovered(incidents + there.size());
    assertThat(scene.trail().removed().stream().skip(before))
        .containsExactlyInAnyOrderElementsOf(there);
    assertThat(RightsUsed.refusedIn(plane.auditLog())).isSubsetOf(refusedToTheOld);
    lost.comeBack();
  }

  @Test
  @Order(4)
  void everySampleIsTakenAndAccepted() throws Exception {
    shell.run("kubectl create namespace samples && kubectl -n samples apply -f samples/");
    assertThat(samples()).hasSizeGreaterThanOrEqualTo(6);
    scene
        .eventually()
        .untilAsserted(
            "all are accepted", () -> assertThat(samples()).allMatch(InstallIT::isAccepted));
    shell.run("kubectl -n samples delete -f samples/ && kubectl delete namespace samples");
  }

  private List<HighAvailabilityPolicy> samples() {
    var policies = plane.client().resources(HighAvailabilityPolicy.class);
    return policies.inNamespace("samples").list().getItems();
  }

  private static boolean isAccepted(HighAvailabilityPolicy policy) {
    return policy.getStatus().conditions().stream()
        .anyMatch(c -> c.type().equals("Accepted") && c.status().equals("True"));
  }

  @Test
  @Order(5)
  void takenAwayInAnOutageItLeavesNothingOfItsOwnAndTakesNothingOfYours() throws Exception {
    scene.policies().protect("kept", List.of("web"), "objective: {minAvailable: 3}");
    var lost = hostWithAReplicaAndAPod();
    lost.confirmDead("the word for another boot");
    lost.crash();
    scene.eventually().within(OUTAGE).until("it is marked", () -> isMarked(lost));
    var inventory = new Inventory(shell);
    var yours = inventory.yours(lost.name());

    var kept = plane.folder().resolve("policies.yaml");
    var printed = shell.run("PATIENCE=5s deploy/uninstall.sh " + kept);

    assertThat(printed).contains("Holdfast is gone");
    assertThat(isMarked(lost)).isFalse();
    assertThat(yours.entrySet()).isNotEmpty();
    scene // a list may fail as long as the API server still names kinds that it has no more
        .eventually()
        .within(OUTAGE)
        .untilAsserted(
            "all of yours is left",
            () ->
                assertThat(inventory.yours(lost.name()).entrySet()).containsAll(yours.entrySet()));
    lost.comeBack();
    scene
        .eventually()
        .within(OUTAGE)
        .untilAsserted("nothing is left", () -> assertThat(inventory.ours()).isEmpty());
    assertThatTheKeptPoliciesCanBeAppliedAgain(kept);
  }

  private void assertThatTheKeptPoliciesCanBeAppliedAgain(Path kept) throws Exception {
    assertThat(Files.readString(kept)).contains("minAvailable: 3").doesNotContain("incidents:");
    apply("-f " + Installation.MANIFEST);
    shell.run("kubectl apply -f " + kept);
    assertThat(shell.run("kubectl get hap -A -o name")).contains("/kept").contains("/web");
  }

  /** Returns when the kinds are served, which is some time after they are established. */
  private void apply(String what) throws Exception {
    shell.run("kubectl apply " + what);
    OurResources.awaitServed(plane.client());
  }

  private void awaitRecovered(int incidents) {
    scene
        .eventually()
        .within(OUTAGE)
        .untilAsserted(
            "all is as if nothing had happened to Holdfast",
            () -> {
              var status = scene.policies().status("web");
              assertThat(status.incidents())
                  .hasSize(incidents)
                  .extracting(IncidentStatus::state)
                  .containsOnly("Recovered");
              assertThat(status.intents()).isEmpty();
              assertThat(status.pods().ready()).isEqualTo(TOGETHER);
            });
  }

  private FakeHost hostOfAPod() {
    return pool.host(scene.pods("web").getFirst().getSpec().getNodeName());
  }

  private FakeHost hostWithAReplicaAndAPod() {
    var withReplica = ownPods().stream().map(pod -> pod.getSpec().getNodeName()).toList();
    return scene.pods("web").stream()
        .map(pod -> pod.getSpec().getNodeName())
        .filter(withReplica::contains)
        .map(pool::host)
        .findFirst()
        .orElseThrow();
  }

  /** Those of the Deployment, which the simulated hosts only pretend to run. */
  private List<Pod> ownPods() {
    return plane.client().pods().inNamespace(OperatorAccount.NAMESPACE).list().getItems().stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .toList();
  }

  private String zone(Pod pod) {
    return pool.host(pod.getSpec().getNodeName()).zone();
  }
}
