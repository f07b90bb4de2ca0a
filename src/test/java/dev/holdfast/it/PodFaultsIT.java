package dev.holdfast.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.api.IncidentStatus;
import dev.holdfast.kit.AuditEvent;
import dev.holdfast.kit.OperatorExtension;
import dev.holdfast.kit.PodBehaviour;
import dev.holdfast.kit.PodPart;
import dev.holdfast.kit.Scene;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is a fault of a pod, what is none, and which of them are acted on. */
@Tag("integration")
@ExtendWith(OperatorExtension.class)
class PodFaultsIT {

  @Test
  void aPodThatCeasesToBeReadyIsReplacedAndTheTimesAreTold(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 3));
    var policies = scene.policies();
    policies.protect("web", List.of("web"), "detection: {notReadyFor: 2s}");
    var pod = scene.pods("web").getFirst();
    var name = pod.getMetadata().getName();

    scene.podState().notReady(pod);

    scene
        .eventually()
        .untilAsserted(
            "it recovers",
            () -> {
              var incident = policies.incidents("web", "web").getLast();
              assertThat(incident.state()).isEqualTo("Recovered");
              assertThat(incident.fault()).isEqualTo("NotReady");
              assertThat(incident.pod().name()).isEqualTo(name);
              assertThat(incident.phases().detect()).isBetween(2.0, 10.0); // seconds
              assertThat(incident.phases())
                  .hasNoNullFieldsOrProperties()
                  .satisfies(p -> assertThat(p.total()).isGreaterThan(p.detect()));
              assertThat(policies.status("web").faults()).isZero();
              assertThat(policies.status("web").pods().summary()).isEqualTo("3/3");
            });
    assertThat(scene.trail().removed()).containsExactly(name);
    for (var reason : List.of("FaultDetected", "RecoveryStarted", "Recovered")) {
      scene
          .eventually()
          .until(reason + " is told", () -> policies.told("HighAvailabilityPolicy", "web", reason));
    }
    scene
        .eventually()
        .until("so is the pod's part", () -> policies.told("Pod", name, "RecoveryStarted"));
  }

  @Test
  void aDipShorterThanNotReadyForIsNoFault(Scene scene) throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 2));
    var policies = scene.policies();
    policies.protect("web", List.of("web"), "detection: {notReadyFor: 15s}");
    scene.eventually().until("both count", () -> ready(scene) == 2);

    var pod = scene.pods("web").getFirst();
    scene.podState().notReady(pod);
    scene.eventually().until("the dip is seen", () -> ready(scene) == 1);
    scene.podState().ready(pod);
    scene.eventually().until("its end is seen", () -> ready(scene) == 2);

    assertThat(policies.status("web").incidents()).isEmpty();
    assertThat(scene.trail().removed()).isEmpty();
  }

  @Test
  void aPodThatWasNeverReadyHasItsTimeToStart(Scene scene) throws Exception {
    scene.hosts("a", "b");
    var policies = scene.policies();
    policies.protect("slow", List.of("slow"), "detection: {notReadyFor: 1s, startupFor: 6s}");
    scene.create(
        scene.workloads().deployment("slow", 1, PodPart.behaving(PodBehaviour.NEVER_READY)));
    scene.eventually().until("it runs", () -> started(scene.pods("slow")));
    var pod = scene.pods("slow").getFirst();
    var started = Instant.parse(pod.getStatus().getStartTime());

    scene.eventually().until("it is replaced", () -> !scene.trail().removed().isEmpty());

    var removal = scene.trail().askedToRemove().getFirst();
    assertThat(removal.name()).isEqualTo(pod.getMetadata().getName());
    assertThat(removal.answered()).isAfter(started.plusSeconds(6));
    assertThat(policies.incidents("slow", "slow"))
        .extracting(IncidentStatus::fault)
        .containsExactly("StartupOverdue");
  }

  @Test
  void whenAllPodsFailAtOnceTheApplicationIsSuspectedAndNothingIsRestarted(Scene scene)
      throws Exception {
    scene.hosts("a", "b");
    scene.running(scene.workloads().deployment("web", 4));
    var policies = scene.policies();
    policies.protect("web", List.of("web"), "detection: {notReadyFor: 5s}");
    scene.eventually().until("all count", () -> ready(scene) == 4);
    var before = uids(scene.pods("web"));

    scene.pods("web").parallelStream().forEach(scene.podState()::notReady);
    scene
        .eventually()
        .untilAsserted(
            "the application is suspected",
            () -> {
              var incident = policies.incidents("web", "web").getLast();
              assertThat(incident.fault()).isEqualTo("ApplicationFault");
              assertThat(incident.workload().share()).isEqualTo("*");
              assertThat(policies.held("web")).containsValue("ApplicationFault");
              assertThat(policies.told("HighAvailabilityPolicy", "web", "FaultDetected")).isTrue();
            });
    scene
        .eventually()
        .stays(
            "no pod is replaced",
            Duration.ofSeconds(4),
            () -> uids(scene.pods("web")).equals(before));

    scene.pods("web").parallelStream().forEach(scene.podState()::ready);
    scene
        .eventually()
        .untilAsserted(
            "it is over",
            () ->
                assertThat(policies.status("web").incidents())
                    .extracting(IncidentStatus::state)
                    .isNotEmpty()
                    .containsOnly("SelfHealed"));
    assertThat(scene.trail().removed()).isEmpty();
  }

  @Test
  void whatARestartDoesNotMendRaisesAnAlarmAndNothingElse(Scene scene) throws Exception {
    scene.hosts("a", "b");
    var workloads = scene.workloads();
    var policies = scene.policies();
    policies.protect("stuck", List.of("stuck"));
    scene.running(
        workloads.statefulSet("stuck", 1, PodPart.behaving(PodBehaviour.STUCK_TERMINATING)));
    scene.client().resource(scene.pods("stuck").getFirst()).withGracePeriod(1).delete();

    policies.protect("big", List.of("big"), "detection: {pendingFor: 1s}");
    scene.create(workloads.deployment("big", 1, PodPart.requesting("cpu", "100")));
    policies.protect("pull", List.of("pull"));
    scene.create(workloads.deployment("pull", 1, PodPart.behaving(PodBehaviour.IMAGE_PULL)));
    policies.protect("done", List.of("done"));
    scene.create(workloads.barePod("done", PodPart.ending("Failed", Duration.ofMillis(500))));

    alarm(scene, "big", "PendingTooLong", "Insufficient cpu");
    alarm(scene, "pull", "ImagePullFailed", "ImagePullBackOff");
    alarm(scene, "done", "PodFailed", "");
    alarm(scene, "stuck", "StuckTerminating", "still terminating");
    assertThat(scene.trail().operatorInNamespace())
        .extracting(AuditEvent::resource)
        .containsOnly("highavailabilitypolicies/status", "events");
  }

  private static void alarm(Scene scene, String app, String fault, String cause) {
    var policies = scene.policies();
    scene
        .eventually()
        .within(Duration.ofSeconds(90))
        .untilAsserted(
            app + ": " + fault,
            () -> {
              var incident = policies.status(app).incidents().getLast();
              assertThat(incident.state()).isEqualTo("Open");
              assertThat(incident.fault()).isEqualTo(fault);
              assertThat(incident.cause()).contains(cause);
              assertThat(policies.told("HighAvailabilityPolicy", app, "FaultDetected")).isTrue();
            });
  }

  private static int ready(Scene scene) {
    var pods = scene.policies().status("web").pods();
    return pods == null ? 0 : pods.ready();
  }

  private static boolean started(List<Pod> pods) {
    return !pods.isEmpty() && pods.getFirst().getStatus().getStartTime() != null;
  }

  private static List<String> uids(List<Pod> pods) {
    return pods.stream().map(pod -> pod.getMetadata().getUid()).sorted().toList();
  }
}
