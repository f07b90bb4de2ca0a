package dev.holdfast.loop;

import dev.holdfast.ops.Bulkhead;
import dev.holdfast.plan.KnownPolicy;
import java.time.Instant;
import java.util.Set;

/**
 * What is kept of policies between their turns. Some of it begins anew with a term of this replica
 * as leader, and all of it goes with its policy.
 */
record Kept(
    Accounts accounts,
    Recorder recorder,
    AlarmDesk desk,
    Steering steering,
    Newest newest,
    Bulkhead bulkhead) {

  /** This replica leads from now on. */
  void lead(Instant now) {
    accounts.lead();
    recorder.lead(now);
    desk.forgetTerm();
  }

  /** Another replica may lead. */
  void handOver() {
    accounts.handOver();
    desk.forgetTerm();
  }

  /** The policy is gone. */
  void forget(KnownPolicy policy) {
    var uid = policy.key().uid();
    steering.want(uid, Set.of());
    newest.forget(uid);
    recorder.forget(uid);
    accounts.forget(policy);
    desk.forget(uid);
    bulkhead.forget("policy " + policy.key());
  }
}
