package dev.holdfast.it;

import dev.holdfast.kit.OperatorProcess;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Replicas of the operator that run side by side. */
final class ReplicaGroup implements AutoCloseable {
  private final List<OperatorProcess> running = new ArrayList<>();

  /** Returns when all of them are ready. */
  void launch(Replicas launcher, String... names) throws IOException {
    for (var name : names) running.add(launcher.launch(name));
    running.forEach(OperatorProcess::awaitReady);
  }

  /** SIGKILL. */
  void killTheLeader() {
    var leader = running.stream().filter(OperatorProcess::leads).findFirst().orElseThrow();
    leader.kill();
    running.remove(leader);
  }

  @Override
  public void close() {
    running.forEach(OperatorProcess::close);
  }
}
