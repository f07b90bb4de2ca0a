package dev.holdfast.kit;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** Runs kwokctl, which starts etcd, API server, controller manager and scheduler and returns. */
final class Launcher {
  /** In megabytes: readers of the audit log follow one file. */
  private static final int NEVER_ROTATED = 100_000;

  private final Workspace workspace;
  private final KubeBinaries binaries;
  private final ControlPlaneOptions options;

  Launcher(Workspace workspace, KubeBinaries binaries, ControlPlaneOptions options) {
    this.workspace = workspace;
    this.binaries = binaries;
    this.options = options;
  }

  /** Only one at a time on a machine: kwokctl picks free ports some time before it uses them. */
  Void create() throws IOException, InterruptedException {
    var log = workspace.resolve("kwokctl.log");
    var builder =
        new ProcessBuilder(options.site().plane().command(command()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .directory(workspace.folder().toFile());
    local(builder);
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException("The control plane did not start: " + Files.readString(log));
    }
    return null;
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(binaries.binary("kwokctl").toString());
    command.addAll(List.of("create", "cluster", "--name", options.name(), "--runtime", "binary"));
    command.addAll(List.of("--config", workspace.resolve("kwokctl.yaml").toString()));
    command.addAll(List.of("--kubeconfig", workspace.resolve("kubeconfig").toString()));
    command.addAll(List.of("--heartbeat-factor", "1", "--disable", "kwok-controller"));
    command.addAll(List.of("--wait", "60s"));
    if (options.audit() != AuditLevel.NONE) {
      command.addAll(List.of("--kube-audit-policy", workspace.resolve("audit.yaml").toString()));
    }
    extraArguments().forEach(argument -> command.addAll(List.of("--extra-args", argument)));
    return command;
  }

  /** Without leader election, so that no component ends itself when the API server is away. */
  private List<String> extraArguments() {
    var timings = options.timings();
    return List.of(
        "etcd=unsafe-no-fsync=true",
        "kube-apiserver=audit-log-maxsize=" + NEVER_ROTATED,
        "kube-controller-manager=leader-elect=false",
        "kube-controller-manager=node-monitor-grace-period=" + timings.grace().toMillis() + "ms",
        "kube-controller-manager=node-monitor-period=" + timings.monitorPeriod().toMillis() + "ms",
        "kube-scheduler=leader-elect=false");
  }

  /** With local paths for all binaries kwokctl downloads nothing. */
  private void local(ProcessBuilder builder) {
    var environment = builder.environment();
    environment.put("KWOK_WORKDIR", workspace.folder().toString());
    environment.put("KWOK_KUBE_VERSION", KubeBinaries.VERSION);
    environment.put("KWOK_ETCD_BINARY", binaries.binary("etcd").toString());
    environment.put("KWOK_KUBECTL_BINARY", binaries.binary("kubectl").toString());
    environment.put("KWOK_CONTROLLER_BINARY", binaries.binary("kwok").toString());
    environment.put("KWOK_KUBE_APISERVER_BINARY", binaries.binary("kube-apiserver").toString());
    environment.put("KWOK_KUBE_SCHEDULER_BINARY", binaries.binary("kube-scheduler").toString());
    environment.put(
        "KWOK_KUBE_CONTROLLER_MANAGER_BINARY",
        binaries.binary("kube-controller-manager").toString());
  }
}
