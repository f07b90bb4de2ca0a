package dev.holdfast.it;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.RelayRules;
import java.util.concurrent.atomic.AtomicInteger;

/** No event of policies arrives; writes of them pass, and are counted. */
final class SilentPolicyWatch implements RelayRules {
  private final AtomicInteger writes = new AtomicInteger();

  @Override
  public Fate decide(ApiCall call) {
    if (call.method().equals("PUT") && isOfPolicies(call)) writes.incrementAndGet();
    return Fate.pass();
  }

  @Override
  public boolean keeps(ApiCall watch, String event) {
    return !isOfPolicies(watch);
  }

  private static boolean isOfPolicies(ApiCall call) {
    return call.path().contains("/highavailabilitypolicies");
  }

  int writes() {
    return writes.get();
  }
}
