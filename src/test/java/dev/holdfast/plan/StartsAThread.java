package dev.holdfast.plan;

/** Breaks a rule of the architecture on purpose: deciding code starts no threads. */
public final class StartsAThread {
  Thread thread() {
    return new Thread(() -> {});
  }
}
