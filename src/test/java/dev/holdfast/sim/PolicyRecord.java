package dev.holdfast.sim;

import dev.holdfast.incident.PolicyMemory;
import dev.holdfast.kube.write.StatusWriter;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.pass.PolicyPass;
import dev.holdfast.plan.PolicyView;
import dev.holdfast.status.StatusComposer;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.util.Optional;

/** Writes what a turn found into the policy's status, as the policy loop does. */
final class PolicyRecord {
  private final Replica replica;
  private final StatusWriter statuses;

  PolicyRecord(Replica replica, StatusWriter statuses) {
    this.replica = replica;
    this.statuses = statuses;
  }

  /**
   * The policy as written; empty when somebody else was faster, whose version is known then.
   *
   * @throws KubernetesClientException when the API server did not take it, or did not answer
   */
  Optional<Revision> write(
      Workload workload,
      Revision seen,
      PolicyMemory memory,
      PolicyPass.Result result,
      PolicyView view,
      Instant now) {
    var status =
        StatusComposer.compose(
            seen.policy().getStatus(),
            memory,
            result.plan().held(),
            result.standing(),
            Ledger.opened(now),
            view,
            now);
    var written = statuses.write(seen.policy(), status).map(Revision::of);
    written.map(own -> own.meaning(memory)).ifPresent(own -> replica.sight.policy(workload, own));
    if (written.isEmpty()) readAgain(workload, seen);
    return written;
  }

  private void readAgain(Workload workload, Revision seen) {
    statuses
        .read(seen.policy())
        .map(Revision::of)
        .ifPresent(newest -> replica.sight.policy(workload, newest));
  }
}
