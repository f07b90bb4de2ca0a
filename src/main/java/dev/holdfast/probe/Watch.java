package dev.holdfast.probe;

import dev.holdfast.signal.ProbeHealth;
import dev.holdfast.signal.ProbeRun;
import org.jspecify.annotations.Nullable;

/** One target that is probed. All but the questions is called by its probing thread. */
interface Watch extends Sleeper {
  ProbeTarget target();

  /** Any thread may ask; absent until the first probe is decided. */
  @Nullable ProbeRun run();

  /** Any thread may ask; absent until an answer said something of it. */
  @Nullable ProbeHealth health();

  /** Its next question is to be then. */
  void askAt(long nanos);

  /** Nothing is known of it yet, and it is not stopped. */
  boolean isNew();

  void stop();
}
