package dev.holdfast.chaos;

import dev.holdfast.kit.ApiRelay;
import dev.holdfast.kit.ControlPlane;
import dev.holdfast.kit.OperatorAccount;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.OperatorSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Where replicas of the operator sit, one after the other, behind a relay of their own. */
final class Seat implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final ControlPlane plane;
  private final OperatorAccount account;
  private final Leader leader;
  private final ApiRelay relay;
  private final WarmStart warm;
  private final List<OperatorProcess> past = new ArrayList<>();
  private volatile String name = "";
  private volatile @Nullable OperatorProcess process;
  private volatile boolean closed;

  private Seat(
      ControlPlane plane, OperatorAccount account, Leader leader, ApiRelay relay, WarmStart warm) {
    this.plane = plane;
    this.account = account;
    this.leader = leader;
    this.relay = relay;
    this.warm = warm;
  }

  /** With a replica that is about to start. */
  static Seat on(ControlPlane plane, OperatorAccount account, Leader leader, WarmStart warm)
      throws IOException {
    var seat = new Seat(plane, account, leader, ApiRelay.to(plane), warm);
    seat.launch();
    return seat;
  }

  ApiRelay relay() {
    return relay;
  }

  boolean leads() {
    return leader.is(name);
  }

  /** The one that sits there is gone when this returns, and another one is about to start. */
  synchronized void replace() throws IOException {
    var old = process;
    if (old != null) {
      old.kill();
      past.add(old);
    }
    if (!closed) launch();
  }

  private void launch() throws IOException {
    name = "chaos-" + COUNT.incrementAndGet();
    process =
        OperatorProcess.launch(
            plane,
            OperatorSettings.against(relay.kubeconfig(account.token()))
                .andJvm(warm.flags())
                .with("HOLDFAST_NAMESPACE", OperatorAccount.NAMESPACE)
                .with("HOLDFAST_IDENTITY", name)
                .with("HOLDFAST_MOVES_PER_MINUTE", "10000"));
  }

  boolean isAlive() {
    var sitting = process;
    return sitting != null && sitting.isAlive();
  }

  void awaitReady() {
    var sitting = process;
    if (sitting != null) sitting.awaitReady();
  }

  /** Of all that sat here, the newest last. */
  synchronized String logs() {
    var all = new StringBuilder();
    past.forEach(old -> all.append(old.log()).append("\n--- killed ---\n"));
    var sitting = process;
    return all.append(sitting == null ? "" : sitting.log()).toString();
  }

  @Override
  public synchronized void close() {
    closed = true;
    past.forEach(OperatorProcess::close);
    var sitting = process;
    if (sitting != null) sitting.close();
    relay.close();
  }
}
