package dev.holdfast.it;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import dev.holdfast.kit.RelayRules;
import java.util.concurrent.atomic.AtomicInteger;

/** The first watches meet 410, as after a compaction, and half of them when they are open. */
final class ExpiredWatches implements RelayRules {
  private static final int FIRST = 20;
  private static final String EXPIRED =
      """
      {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure",\
      "code":410,"reason":"Expired","message":"too old resource version"}}
      """;

  private final AtomicInteger seen = new AtomicInteger();

  @Override
  public Fate decide(ApiCall call) {
    if (!call.isWatch()) return Fate.pass();
    int number = seen.incrementAndGet();
    if (number > FIRST) return Fate.pass();
    return number % 2 == 0 ? new Fate.Answer(200, EXPIRED) : Fate.refuse(410, "Expired");
  }

  /** How many were told so. */
  int told() {
    return Math.min(seen.get(), FIRST);
  }
}
