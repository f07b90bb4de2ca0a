package dev.holdfast.it;

import dev.holdfast.kit.OperatorProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Replicas of the operator that run side by side. */
final class ReplicaGroup implements AutoCloseable {
  private final List<OperatorProcess> running = new ArrayList<>();

  /** Returns when all of them are ready. */
  void launch(Replicas launcher, String... names) throws IOException {
    for (var name : names) running.add(launcher.launch(name));
    running.forEach(OperatorProcess::awaitReady);
  }

  /** SIGKILL, as soon as one says that it leads: a busy one may not answer the first time. */
  void killTheLeader() {
    var leader =
        Awaitility.await("one leads")
            .atMost(Duration.ofSeconds(60))
            .until(this::leader, Optional::isPresent)
            .orElseThrow();
    leader.kill();
    running.remove(leader);
  }

  private Optional<OperatorProcess> leader() {
    return running.stream().filter(OperatorProcess::leads).findFirst();
  }

  @Override
  public void close() {
    running.forEach(OperatorProcess::close);
  }
}
