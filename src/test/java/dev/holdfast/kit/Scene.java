package dev.holdfast.kit;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.DaemonSet;
import io.fabric8.kubernetes.api.model.apps.DaemonSetStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/**
 * Where one test plays: a namespace of its own and a pool of hosts of the same name on the shared
 * control plane. All of it goes when the test ends.
 */
public final class Scene implements AutoCloseable {
  /** How the names of all scenes begin. */
  public static final String PREFIX = "scene-";

  /**
   * From a crash until all is well again: 12 s where nothing else runs. 7 s of them are silence,
   * and count anew each time that a busy machine lets the operator stand still for a second; up to
   * 10 s more are waited for neighbours that went too.
   */
  private static final Duration LOSS = Duration.ofSeconds(60);

  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ControlPlane plane;
  private final String namespace;
  private final AuditTrail trail;
  private final List<HostPool> pools = new ArrayList<>();

  private Scene(ControlPlane plane, String namespace) {
    this.plane = plane;
    this.namespace = namespace;
    this.trail = new AuditTrail(plane.auditLog(), namespace);
  }

  /** A new one, with no hosts yet. */
  public static Scene on(ControlPlane plane) {
    var scene = new Scene(plane, PREFIX + COUNT.incrementAndGet());
    var namespace =
        new NamespaceBuilder().withNewMetadata().withName(scene.namespace).endMetadata().build();
    plane.client().resource(namespace).create();
    scene.awaitAccount();
    return scene;
  }

  /** No pod is admitted to a namespace before its account is there, which a controller makes. */
  private void awaitAccount() {
    var account = client().serviceAccounts().inNamespace(namespace).withName("default");
    eventually().until("its account is there", () -> account.get() != null);
  }

  public ControlPlane plane() {
    return plane;
  }

  public KubernetesClient client() {
    return plane.client();
  }

  public String namespace() {
    return namespace;
  }

  /** The value of {@link HostSpec#POOL} on this scene's nodes. */
  public String pool() {
    return namespace;
  }

  /** Roomy hosts of this scene, one for each element of {@code zones}; once a scene. */
  public HostPool hosts(String... zones) throws IOException {
    return hosts(UnaryOperator.identity(), zones);
  }

  /** As {@link #hosts(String...)}, with other capacity or labels. */
  public HostPool hosts(UnaryOperator<HostSpec> shape, String... zones) throws IOException {
    var pool = HostPool.start(plane, pool(), List.of(zones), shape);
    pools.add(pool);
    return pool;
  }

  /** Builds objects of this scene's namespace whose pods land on its hosts. */
  public Workloads workloads() {
    return new Workloads(namespace, pool());
  }

  /** Policies of this scene's namespace and for its hosts, where an operator runs. */
  public Policies policies() {
    return new Policies(client(), namespace, pool());
  }

  /** What happened here, from the audit log. */
  public AuditTrail trail() {
    return trail;
  }

  public <T extends HasMetadata> T create(T object) {
    return client().resource(object).create();
  }

  /** Creates a workload or a pod and returns when it is ready. */
  public <T extends HasMetadata> T running(T object) {
    var created = create(object);
    eventually()
        .until(
            created.getKind() + " " + created.getMetadata().getName() + " is ready",
            () -> isReady(created));
    return created;
  }

  /** Sets an annotation on an object that is there. */
  public void annotate(HasMetadata object, String name, String value) {
    annotation(object, name, "\"" + value + "\"");
  }

  /** Takes an annotation off an object that is there. */
  public void dropAnnotation(HasMetadata object, String name) {
    annotation(object, name, "null");
  }

  private void annotation(HasMetadata object, String name, String json) {
    client()
        .resource(object)
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"annotations\":{\"%s\":%s}}}".formatted(name, json));
  }

  /** Those of one workload, also when they terminate. */
  public List<Pod> pods(String app) {
    return client().pods().inNamespace(namespace).withLabel(Workloads.APP, app).list().getItems();
  }

  /** Those of them that are on that host. */
  public List<Pod> podsOn(FakeHost host, String app) {
    return pods(app).stream()
        .filter(pod -> host.name().equals(pod.getSpec().getNodeName()))
        .toList();
  }

  /** Their names. */
  public List<String> namesOn(FakeHost host, String app) {
    return podsOn(host, app).stream().map(pod -> pod.getMetadata().getName()).toList();
  }

  /** Returns when that policy counts so many ready pods. */
  public void awaitCounted(String policy, int ready) {
    eventually()
        .until(
            policy + " counts " + ready + " ready pods",
            () -> policies().status(policy).pods().ready() == ready);
  }

  /** Changes what running pods do. */
  public PodState podState() {
    return PodState.through(client());
  }

  public Eventually eventually() {
    return Eventually.in(client(), namespace);
  }

  /** As {@link #eventually}, for what a host brings about that was just lost. */
  public Eventually afterALoss() {
    return eventually().within(LOSS);
  }

  @Override
  public void close() {
    policies().removeAll();
    client().namespaces().withName(namespace).delete();
    pools.forEach(HostPool::close);
    client().persistentVolumes().withLabel(HostSpec.POOL, pool()).delete();
  }

  private boolean isReady(HasMetadata created) {
    return client().resource(created).get() instanceof DaemonSet daemons
        ? isReady(daemons.getStatus())
        : client().resource(created).isReady();
  }

  private static boolean isReady(DaemonSetStatus status) {
    return status.getDesiredNumberScheduled() > 0
        && status.getDesiredNumberScheduled().equals(status.getNumberReady());
  }
}
