package dev.holdfast.kube.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.signal.OwnerRef;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnerReaderTest {
  private final OwnerReader reader = new OwnerReader(new Interner());

  @Test
  void aDeploymentTellsItsStrategyAndDeadline() {
    var owner =
        reader.deployment(
            Recorded.yaml(
                """
                metadata: {namespace: n, name: web, uid: u}
                spec: {replicas: 3, strategy: {type: Recreate}, progressDeadlineSeconds: 600}
                """,
                Deployment.class));

    assertThat(owner.ref()).isEqualTo(new OwnerRef("apps/v1", "Deployment", "web", "u"));
    assertThat(owner.replicas()).isEqualTo(3);
    assertThat(owner.recreate()).isTrue();
    assertThat(owner.progressDeadline()).isEqualTo(Duration.ofMinutes(10));
    assertThat(owner.parent()).isNull();
  }

  @Test
  void theLargestDeadlineMeansNone() {
    var yaml = "spec: {progressDeadlineSeconds: 2147483647}";
    assertThat(reader.deployment(Recorded.yaml(yaml, Deployment.class)).progressDeadline())
        .isNull();
  }

  @Test
  void aReplicaSetTellsItsDeployment() {
    var owner =
        reader.replicaSet(
            Recorded.yaml(
                """
                metadata:
                  name: web-1
                  ownerReferences:
                  - {apiVersion: apps/v1, kind: Deployment, name: web, uid: u, controller: true}
                spec: {replicas: 0}
                """,
                ReplicaSet.class));

    assertThat(owner.parent()).isEqualTo(new OwnerRef("apps/v1", "Deployment", "web", "u"));
    assertThat(owner.replicas()).isZero();
  }

  @Test
  void aDaemonSetMeansToHaveWhatItsNodesAskFor() {
    var yaml = "status: {desiredNumberScheduled: 7}";
    assertThat(reader.daemonSet(Recorded.yaml(yaml, DaemonSet.class)).replicas()).isEqualTo(7);
  }

  @ParameterizedTest(name = "{0} on {1}={2} → {3}")
  @CsvSource({
    "Ignore, DisruptionTarget, True, true",
    "Ignore, DisruptionTarget, '', true",
    "Ignore, DisruptionTarget, False, false",
    "Count, DisruptionTarget, True, false",
    "Ignore, ConfigIssue, True, false",
  })
  void aJobIgnoresDisruptionByARuleOnly(
      String action, String type, String status, boolean ignores) {
    var yaml =
        """
        spec:
          podFailurePolicy:
            rules:
            - {action: FailJob, onExitCodes: {operator: In, values: [42]}}
            - {action: %s, onPodConditions: [{type: %s, status: "%s"}]}
        """
            .formatted(action, type, status);
    var job = Recorded.yaml(yaml, Job.class);
    assertThat(reader.job(job).ignoresDisruption()).isEqualTo(ignores);
  }

  @ParameterizedTest(name = "[{0}] → {1}")
  @CsvSource({
    "ReadWriteOncePod, true",
    "ReadWriteOnce, false",
    "'ReadWriteOncePod, ReadWriteOnce', false",
    "'', false",
  })
  void aClaimIsForOnePodIfThatIsItsOnlyMode(String modes, boolean onePodOnly) {
    var yaml = "metadata: {namespace: n, name: c}\nspec: {accessModes: [%s]}".formatted(modes);
    var claim =
        new ClaimReader(new Interner()).read(Recorded.yaml(yaml, PersistentVolumeClaim.class));
    assertThat(claim.onePodOnly()).isEqualTo(onePodOnly);
  }
}
