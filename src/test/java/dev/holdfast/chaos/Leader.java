package dev.holdfast.chaos;

import dev.holdfast.kit.OperatorAccount;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.util.Objects;

/** Follows who holds the leader's lease. */
final class Leader implements Watcher<Lease> {
  private volatile String holder = "";

  static Leader on(KubernetesClient client) {
    var leader = new Leader();
    client
        .leases()
        .inNamespace(OperatorAccount.NAMESPACE)
        .withName("holdfast-leader")
        .watch(leader);
    return leader;
  }

  @Override
  public void eventReceived(Action action, Lease lease) {
    holder = Objects.requireNonNullElse(lease.getSpec().getHolderIdentity(), "");
  }

  @Override
  public void onClose(WatcherException cause) {
    holder = "";
  }

  /** A replica's identity is its name and a suffix. */
  boolean is(String name) {
    return holder.startsWith(name + "-");
  }

  boolean isThere() {
    return !holder.isEmpty();
  }
}
