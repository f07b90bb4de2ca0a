package dev.holdfast.bench;

import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Replicas of the operator on one control plane; one that ended is followed by a new one. */
final class ReplicaSet implements AutoCloseable {
  private final ControlPlane plane;
  private final Path kubeconfig;
  private final UnaryOperator<OperatorSettings> change;
  private final Map<String, OperatorProcess> running = new LinkedHashMap<>();
  private int launched;

  private ReplicaSet(ControlPlane plane, Path kubeconfig, UnaryOperator<OperatorSettings> change) {
    this.plane = plane;
    this.kubeconfig = kubeconfig;
    this.change = change;
  }

  /** All of them ready. */
  static ReplicaSet start(ControlPlane plane, int replicas) throws IOException {
    return start(plane, replicas, UnaryOperator.identity());
  }

  /** All of them ready, with other settings than the usual ones. */
  static ReplicaSet start(ControlPlane plane, int replicas, UnaryOperator<OperatorSettings> change)
      throws IOException {
    var set = new ReplicaSet(plane, OperatorAccount.install(plane).kubeconfig(), change);
    try {
      for (int i = 0; i < replicas; i++) set.launch();
      set.running.values().forEach(OperatorProcess::awaitReady);
      return set;
    } catch (IOException | RuntimeException e) {
      set.close();
      throw e;
    }
  }

  /** One more, ready. */
  void add() throws IOException {
    launch().awaitReady();
  }

  /** One more, which is not waited for. */
  OperatorProcess launch() throws IOException {
    var name = "replica-" + ++launched;
    var settings = OperatorSettings.against(kubeconfig).with("HOLDFAST_IDENTITY", name);
    var process = OperatorProcess.launch(plane, change.apply(settings));
    running.put(name, process);
    return process;
  }

  /** The name of the one that says that it acts; of two the older. */
  Optional<String> leader() {
    return running.keySet().stream().filter(name -> running.get(name).leads()).findFirst();
  }

  /** It is counted among the replicas no more; the caller ends it. */
  OperatorProcess take(String name) {
    var process = running.remove(name);
    if (process == null) throw new IllegalArgumentException("no replica " + name);
    return process;
  }

  List<String> names() {
    return List.copyOf(running.keySet());
  }

  List<OperatorProcess> all() {
    return List.copyOf(running.values());
  }

  @Override
  public void close() {
    new ArrayList<>(running.values()).forEach(OperatorProcess::close);
  }
}
