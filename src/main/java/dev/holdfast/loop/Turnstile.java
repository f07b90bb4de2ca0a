package dev.holdfast.loop;

import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.time.Duration;
import java.util.function.Supplier;

/** Lets a policy that was woken have its turn, or keeps its wake until it may have one. */
final class Turnstile {
  /** A watch that is closed is opened again within some 10 ms, a late renewal of the lease too. */
  static final Duration RETRY = Duration.ofMillis(500);

  /** What this replica may do for a policy. */
  enum Admission {
    NOW,
    /** It leads, and does not know enough at this moment: nobody wakes the policy for that. */
    SOON,
    /** Another replica leads, or none; whoever starts to lead wakes all policies. */
    NOT_HERE
  }

  private final Supplier<Admission> admission;
  private final Wakeups<ResourceID> wakeups;

  Turnstile(Supplier<Admission> admission, Wakeups<ResourceID> wakeups) {
    this.admission = admission;
    this.wakeups = wakeups;
  }

  /** Whether the policy may have its turn now; if only soon, it is woken again. */
  boolean admits(ResourceID policy) {
    return switch (admission.get()) {
      case NOW -> true;
      case SOON -> {
        wakeups.at(policy, RETRY);
        yield false;
      }
      case NOT_HERE -> false;
    };
  }
}
