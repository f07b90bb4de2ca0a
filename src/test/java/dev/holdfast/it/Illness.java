package dev.holdfast.it;

import dev.holdfast.kit.ApiCall;
import dev.holdfast.kit.Fate;
import java.time.Duration;

/** What an ill API server does to each call. */
enum Illness {
  ANSWERS_500 {
    @Override
    Fate of(ApiCall call) {
      return Fate.refuse(500, "InternalError");
    }
  },
  ANSWERS_429 {
    @Override
    Fate of(ApiCall call) {
      return Fate.refuse(429, "TooManyRequests");
    }
  },
  LEASES_FAIL {
    @Override
    Fate of(ApiCall call) {
      return call.path().contains("/leases") ? Fate.refuse(500, "InternalError") : Fate.pass();
    }
  },
  SLOW_BY_5_S {
    @Override
    Fate of(ApiCall call) {
      return new Fate.Delay(Duration.ofSeconds(5));
    }
  };

  abstract Fate of(ApiCall call);
}
