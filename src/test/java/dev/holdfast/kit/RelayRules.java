package dev.holdfast.kit;

import java.util.function.BiPredicate;

/** Decides what happens to what goes through an {@link ApiRelay}. */
@FunctionalInterface
public interface RelayRules {
  /** As if there were no relay. */
  RelayRules PASS_ALL = call -> Fate.pass();

  /** Before the call is passed on. It may block; calls are decided at the same time. */
  Fate decide(ApiCall call);

  /** Whether an event (one line of JSON) of a watch reaches the caller. It must not block. */
  default boolean keeps(ApiCall watch, String event) {
    return true;
  }

  /** All calls pass, and only these events of their watches. */
  static RelayRules keeping(BiPredicate<ApiCall, String> kept) {
    return new RelayRules() {
      @Override
      public Fate decide(ApiCall call) {
        return Fate.pass();
      }

      @Override
      public boolean keeps(ApiCall watch, String event) {
        return kept.test(watch, event);
      }
    };
  }
}
