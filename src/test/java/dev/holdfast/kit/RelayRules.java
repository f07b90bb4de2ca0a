package dev.holdfast.kit;

/** Decides what happens to what goes through an {@link ApiRelay}. */
@FunctionalInterface
public interface RelayRules {
  /** Before the call is passed on. It may block; calls are decided at the same time. */
  Fate decide(ApiCall call);

  /** Whether an event (one line of JSON) of a watch reaches the caller. It must not block. */
  default boolean keeps(ApiCall watch, String event) {
    return true;
  }
}
