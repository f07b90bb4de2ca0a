package dev.holdfast.it;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.OperatorProcess;
import dev.holdfast.kit.RelayRules;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * An operator dies when it has written what it intends, right before it deletes the first pod; its
 * first write of status fails, so that it has to read the policy again.
 */
final class DeathBeforeTheAct implements RelayRules {
  private final OperatorProcess operator;
  private final AtomicBoolean conflicted = new AtomicBoolean();
  private final AtomicBoolean killed = new AtomicBoolean();

  DeathBeforeTheAct(OperatorProcess operator) {
    this.operator = operator;
  }

  @Override
  public Fate decide(ApiCall call) {
    if (writesStatus(call) && conflicted.compareAndSet(false, true)) {
      return Fate.refuse(409, "Conflict");
    }
    return call.isDeletionOfAPod() && killed.compareAndSet(false, true)
        ? new Fate.Before(operator::kill)
        : Fate.pass();
  }

  private static boolean writesStatus(ApiCall call) {
    return call.method().equals("PUT")
        && call.path().endsWith("highavailabilitypolicies/web/status");
  }
}
