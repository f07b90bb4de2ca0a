package dev.holdfast.probe;

import dev.holdfast.signal.ProbeRun;
import org.jspecify.annotations.Nullable;

/** One target that is probed. All but the questions is called by the one probing thread. */
interface Watch {
  ProbeTarget target();

  /** Any thread may ask; absent until the first probe is decided. */
  @Nullable ProbeRun run();

  /** It is woken for its first probe then. */
  void start(long nanos);

  void wake();

  /** When it wants to be woken next. */
  long wakeAt();

  void stop();
}
