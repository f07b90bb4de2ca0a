package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.ReplicationController;
import io.fabric8.kubernetes.api.model.ReplicationControllerBuilder;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/**
 * Builds objects of one namespace whose pods land in one pool of hosts. All pods of a workload
 * carry its name as the label {@link #APP}. Nothing is created by this.
 */
public final class Workloads {
  public static final String APP = "app";

  private final String namespace;
  private final String pool;
  private final Frame frame;

  public Workloads(String namespace, String pool) {
    this.namespace = namespace;
    this.pool = pool;
    this.frame = new Frame(namespace, pool);
  }

  /** Rolls over as Deployments do by default. */
  public Deployment deployment(String name, int replicas, PodPart... parts) {
    return new DeploymentBuilder()
        .withMetadata(frame.meta(name))
        .withNewSpec()
        .withReplicas(replicas)
        .withSelector(frame.selector(name))
        .withTemplate(frame.template(name, parts))
        .endSpec()
        .build();
  }

  /** With strategy Recreate: it never wants two generations at once. */
  public Deployment recreated(String name, int replicas, PodPart... parts) {
    return new DeploymentBuilder(deployment(name, replicas, parts))
        .editSpec()
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .endSpec()
        .build();
  }

  public StatefulSet statefulSet(String name, int replicas, PodPart... parts) {
    return new StatefulSetBuilder()
        .withMetadata(frame.meta(name))
        .withNewSpec()
        .withServiceName(name)
        .withReplicas(replicas)
        .withSelector(frame.selector(name))
        .withTemplate(frame.template(name, parts))
        .endSpec()
        .build();
  }

  public DaemonSet daemonSet(String name, PodPart... parts) {
    return new DaemonSetBuilder()
        .withMetadata(frame.meta(name))
        .withNewSpec()
        .withSelector(frame.selector(name))
        .withTemplate(frame.template(name, parts))
        .endSpec()
        .build();
  }

  public ReplicaSet replicaSet(String name, int replicas, PodPart... parts) {
    return new ReplicaSetBuilder()
        .withMetadata(frame.meta(name))
        .withNewSpec()
        .withReplicas(replicas)
        .withSelector(frame.selector(name))
        .withTemplate(frame.template(name, parts))
        .endSpec()
        .build();
  }

  public ReplicationController replicationController(String name, int replicas, PodPart... parts) {
    return new ReplicationControllerBuilder()
        .withMetadata(frame.meta(name))
        .withNewSpec()
        .withReplicas(replicas)
        .addToSelector(APP, name)
        .withTemplate(frame.template(name, parts))
        .endSpec()
        .build();
  }

  /** One pod that runs on until it is told to end; each failure counts against two retries. */
  public Job job(String name, PodPart... parts) {
    return new JobBuilder()
        .withMetadata(frame.meta(name))
        .withNewSpec()
        .withBackoffLimit(2)
        .withTemplate(
            new PodTemplateSpecBuilder(frame.template(name, parts))
                .editSpec()
                .withRestartPolicy("Never")
                .endSpec()
                .build())
        .endSpec()
        .build();
  }

  /** A {@link #job} whose failure policy ignores pods that were disrupted. */
  public Job jobIgnoringDisruption(String name, PodPart... parts) {
    return new JobBuilder(job(name, parts))
        .editSpec()
        .withNewPodFailurePolicy()
        .addNewRule()
        .withAction("Ignore")
        .addNewOnPodCondition("True", "DisruptionTarget")
        .endRule()
        .endPodFailurePolicy()
        .endSpec()
        .build();
  }

  /** A pod that nothing replaces. */
  public Pod barePod(String name, PodPart... parts) {
    var template = frame.template(name, parts);
    return new PodBuilder()
        .withMetadata(
            new ObjectMetaBuilder(template.getMetadata())
                .withName(name)
                .withNamespace(namespace)
                .build())
        .withSpec(template.getSpec())
        .build();
  }

  /** The API's mirror of a static pod, as the kubelet of that node makes it. */
  public Pod mirrorPod(String name, Node node, PodPart... parts) {
    var owner =
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(node.getMetadata().getName())
            .withUid(node.getMetadata().getUid())
            .withController(true)
            .build();
    return new PodBuilder(owned(barePod(name, parts), owner))
        .editMetadata()
        .addToAnnotations("kubernetes.io/config.mirror", "file-of-" + name)
        .addToAnnotations("kubernetes.io/config.source", "file")
        .endMetadata()
        .editSpec()
        .withNodeName(node.getMetadata().getName())
        .addNewToleration()
        .withOperator("Exists")
        .withEffect("NoExecute")
        .endToleration()
        .endSpec()
        .build();
  }

  /** A pod that this controller owns; see {@link CustomController} for a kind of no one's. */
  public Pod owned(Pod pod, OwnerReference controller) {
    return new PodBuilder(pod)
        .editMetadata()
        .addToOwnerReferences(controller)
        .endMetadata()
        .build();
  }

  /**
   * A budget for the pods of a workload.
   *
   * @param minAvailable as "2" or "50%"
   */
  public PodDisruptionBudget budget(String name, String minAvailable) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(frame.meta(name))
        .withNewSpec()
        .withMinAvailable(intOrString(minAvailable))
        .withSelector(frame.selector(name))
        .endSpec()
        .build();
  }

  /** A claim with a volume of its own; bound soon after both are created. */
  public BoundClaim claim(String name, String accessMode) {
    return BoundClaim.of(namespace, pool, name, accessMode);
  }

  private static IntOrString intOrString(String value) {
    return value.endsWith("%") ? new IntOrString(value) : new IntOrString(Integer.valueOf(value));
  }
}
