package dev.holdfast.kit;

import dev.holdfast.kit.oracle.Setting;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/**
 * A real Kubernetes control plane without nodes, listening on loopback or in a namespace only.
 * Closing it, or the end of this process, leaves no process and no file of it behind.
 */
public final class ControlPlane implements AutoCloseable {
  /** The user agent of what the kit itself does, for readers of the audit log. */
  public static final String USER_AGENT = "holdfast-kit";

  private static final Duration UP_WITHIN = Duration.ofSeconds(90);

  private final Workspace workspace;
  private final KubeBinaries binaries;
  private final ControlPlaneOptions options;
  private final Path cluster;
  private final Component apiServer;
  private final Component controllerManager;
  private final Component scheduler;
  private final KubernetesClient client;
  private final List<FakeHost> hosts = new CopyOnWriteArrayList<>();
  private final Oracle oracle;

  private ControlPlane(Workspace workspace, KubeBinaries binaries, ControlPlaneOptions options)
      throws IOException {
    this.workspace = workspace;
    this.binaries = binaries;
    this.options = options;
    this.cluster = workspace.resolve("clusters/" + options.name());
    this.apiServer = component("kube-apiserver");
    this.controllerManager = component("kube-controller-manager");
    this.scheduler = component("kube-scheduler");
    new PlaneFiles(workspace, options).writeKubeconfig(cluster, kubeconfig());
    this.client = newClient();
    this.oracle = new Oracle(auditLog(), this::absences, this::silences, Setting.OF_TESTS);
  }

  /**
   * Starts one and returns when it serves, after about 3 s.
   *
   * @param progress told one sentence for each thing waited for
   * @throws IllegalStateException with the launcher's output, when it does not come up
   */
  public static ControlPlane start(
      KubeBinaries binaries, ControlPlaneOptions options, Consumer<String> progress)
      throws Exception {
    var workspace = Workspace.create(options.name());
    try {
      new PlaneFiles(workspace, options).write();
      progress.accept("Starting a control plane (Kubernetes " + KubeBinaries.VERSION + ")");
      Workspace.alone(() -> new Launcher(workspace, binaries, options).create());
      var plane = new ControlPlane(workspace, binaries, options);
      plane.awaitReady();
      progress.accept("The control plane serves at " + plane.client.getMasterUrl());
      return plane;
    } catch (Exception | Error e) {
      workspace.remove();
      throw e;
    }
  }

  /** A client with all rights, of the plane's lifetime. */
  public KubernetesClient client() {
    return client;
  }

  /** A further client with all rights; the caller closes it. */
  public KubernetesClient newClient() {
    var config = Config.fromKubeconfig(kubeconfig().toFile());
    var named = new ConfigBuilder(config).withUserAgent(USER_AGENT).build();
    return new KubernetesClientBuilder().withConfig(named).build();
  }

  /** Gives all rights. */
  public Path kubeconfig() {
    return workspace.resolve("admin.kubeconfig");
  }

  /** Where the API server's history stands, one JSON event a line, as {@link AuditLevel} says. */
  public Path auditLog() {
    return cluster.resolve("logs/audit.log");
  }

  /** Logs of the components and of the hosts. */
  public Path logs() {
    return cluster.resolve("logs");
  }

  /** Certificate authority and the administrator's certificate: ca.crt, admin.crt, admin.key. */
  public Path certificates() {
    return cluster.resolve("pki");
  }

  public KubeBinaries binaries() {
    return binaries;
  }

  /** Where it and its hosts are. */
  Site site() {
    return options.site();
  }

  public NodeTimings timings() {
    return options.timings();
  }

  public Component apiServer() {
    return apiServer;
  }

  /** Kills the API server and starts it again; ready on return, and its port is nobody else's. */
  public void restartApiServer() throws Exception {
    Workspace.alone(
        () -> {
          apiServer.kill();
          apiServer.start();
          awaitReady();
          return true;
        });
  }

  public Component controllerManager() {
    return controllerManager;
  }

  public Component scheduler() {
    return scheduler;
  }

  void add(FakeHost host) {
    hosts.add(host);
  }

  /** When hosts of it could not be told anything, those that are gone by now too. */
  List<Silence> silences() {
    return hosts.stream().flatMap(host -> host.silences().stream()).toList();
  }

  List<Absence> absences() {
    return hosts.stream().flatMap(host -> host.absences().stream()).toList();
  }

  /** What an operator did wrong here so far, whichever; empty is well. */
  public List<String> misdeeds() {
    return options.audit() == AuditLevel.REQUEST_RESPONSE ? oracle.violations() : List.of();
  }

  /**
   * Makes the store forget its history, as it does every five minutes: older watches have expired.
   */
  public void compact() {
    new EtcdStore(apiServer.flag("etcd-servers")).compact();
  }

  /** Returns when the API server says that it is ready. */
  public void awaitReady() {
    Awaitility.await("the API server is ready")
        .atMost(UP_WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .failFast("the API server has ended: " + logs(), () -> !apiServer.isAlive())
        .until(this::isReady);
  }

  /**
   * Ends it.
   *
   * @throws AssertionError when an operator did wrong on it, whatever the test was about
   */
  @Override
  public void close() {
    var misdeeds = misdeeds();
    discard();
    if (!misdeeds.isEmpty()) {
      throw new AssertionError("The operator did wrong:\n" + String.join("\n", misdeeds));
    }
  }

  /** Ends it, whatever was done on it. */
  public void discard() {
    if (options.audit() != AuditLevel.NONE) RightsUsed.keep(auditLog());
    client.close();
    workspace.remove();
  }

  /** Goes with the plane, and with it each process that names it in its command line. */
  public Path folder() {
    return workspace.folder();
  }

  Path stages() {
    return workspace.resolve("stages.yaml");
  }

  private Component component(String name) throws IOException {
    return new Component(cluster, name, options.site().plane());
  }

  private boolean isReady() {
    try {
      return "ok".equals(client.raw("/readyz"));
    } catch (KubernetesClientException notYet) {
      return false;
    }
  }
}
