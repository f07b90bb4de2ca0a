package dev.holdfast.probe;

/** Whoever is to be woken at a time that it may change. */
interface Sleeper {
  /** When it wants to be woken next, in nanoseconds of {@link System#nanoTime}. */
  long wakeAt();

  void wake();
}
