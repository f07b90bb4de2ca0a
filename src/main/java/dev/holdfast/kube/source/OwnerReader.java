package dev.holdfast.kube.source;

import dev.holdfast.signal.OwnerRef;
import dev.holdfast.signal.OwnerSignal;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerSpec;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From controllers to their records. */
final class OwnerReader {
  /** The API server's default of {@code replicas} and {@code parallelism}. */
  private static final int ONE = 1;

  /** In a Deployment this progress deadline means that there is none. */
  private static final int NO_DEADLINE = Integer.MAX_VALUE;

  private final Interner interner;

  OwnerReader(Interner interner) {
    this.interner = interner;
  }

  OwnerSignal deployment(Deployment deployment) {
    var spec = Given.part(deployment.getSpec(), DeploymentSpec::new);
    var strategy = Given.part(spec.getStrategy(), DeploymentStrategy::new);
    boolean recreate = "Recreate".equals(strategy.getType());
    return owner(
        deployment, Given.number(spec.getReplicas(), ONE), recreate, deadline(spec), false);
  }

  OwnerSignal replicaSet(ReplicaSet set) {
    var spec = Given.part(set.getSpec(), ReplicaSetSpec::new);
    return owner(set, Given.number(spec.getReplicas(), ONE));
  }

  OwnerSignal statefulSet(StatefulSet set) {
    var spec = Given.part(set.getSpec(), StatefulSetSpec::new);
    return owner(set, Given.number(spec.getReplicas(), ONE));
  }

  OwnerSignal replicationController(ReplicationController controller) {
    var spec = Given.part(controller.getSpec(), ReplicationControllerSpec::new);
    return owner(controller, Given.number(spec.getReplicas(), ONE));
  }

  /** Of any kind; absent where it does not say how many pods it means to have. */
  Optional<OwnerSignal> further(GenericKubernetesResource controller) {
    return controller.get("spec", "replicas") instanceof Integer replicas
        ? Optional.of(owner(controller, replicas))
        : Optional.empty();
  }

  OwnerSignal daemonSet(DaemonSet set) {
    var status = Given.part(set.getStatus(), DaemonSetStatus::new);
    return owner(set, Given.number(status.getDesiredNumberScheduled(), 0));
  }

  OwnerSignal job(Job job) {
    var spec = Given.part(job.getSpec(), JobSpec::new);
    int parallelism = isFinished(job) ? 0 : Given.number(spec.getParallelism(), ONE);
    return owner(job, parallelism, false, null, ignoresDisruption(spec));
  }

  /** Its pods stay for people to read, but it wants none any more. */
  private static boolean isFinished(Job job) {
    return job.getStatus() != null && job.getStatus().getCompletionTime() != null
        || job.getStatus() != null
            && job.getStatus().getConditions() != null
            && job.getStatus().getConditions().stream()
                .anyMatch(c -> "Failed".equals(c.getType()) && "True".equals(c.getStatus()));
  }

  private OwnerSignal owner(HasMetadata object, int replicas) {
    return owner(object, replicas, false, null, false);
  }

  private OwnerSignal owner(
      HasMetadata object,
      int replicas,
      boolean recreate,
      @Nullable Duration deadline,
      boolean ignoresDisruption) {
    var meta = Given.metadata(object);
    return new OwnerSignal(
        interner.text(meta.getNamespace()),
        self(object),
        Controllers.of(meta, interner),
        replicas,
        recreate,
        deadline,
        ignoresDisruption);
  }

  private OwnerRef self(HasMetadata object) {
    var meta = Given.metadata(object);
    return interner.same(
        new OwnerRef(
            interner.text(object.getApiVersion()),
            interner.text(object.getKind()),
            interner.text(meta.getName()),
            interner.text(meta.getUid())));
  }

  private static @Nullable Duration deadline(DeploymentSpec spec) {
    int seconds = Given.number(spec.getProgressDeadlineSeconds(), NO_DEADLINE);
    return seconds == NO_DEADLINE ? null : Given.seconds(seconds);
  }

  private static boolean ignoresDisruption(JobSpec spec) {
    var policy = Given.part(spec.getPodFailurePolicy(), PodFailurePolicy::new);
    return Given.each(policy.getRules()).anyMatch(OwnerReader::ignoresDisruption);
  }

  /** Kubernetes compares the condition's status with "True" where the rule names none. */
  private static boolean ignoresDisruption(PodFailurePolicyRule rule) {
    return "Ignore".equals(rule.getAction())
        && Given.each(rule.getOnPodConditions())
            .anyMatch(
                condition ->
                    "DisruptionTarget".equals(condition.getType())
                        && !"False".equals(condition.getStatus())
                        && !"Unknown".equals(condition.getStatus()));
  }
}
