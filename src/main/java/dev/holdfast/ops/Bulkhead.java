package dev.holdfast.ops;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a defect from stopping what has nothing to do with it. It is logged when it shows, and
 * again only after it had gone: whoever fails, fails many times a second.
 */
public final class Bulkhead {
  private static final Logger log = LoggerFactory.getLogger(Bulkhead.class);

  private final Set<String> failing = ConcurrentHashMap.newKeySet();

  /**
   * What was attempted.
   *
   * @param what it is, of whom, for people
   * @param otherwise what is used instead of it if that fails
   */
  public <T> T get(String what, Supplier<T> attempt, Supplier<T> otherwise) {
    try {
      var got = attempt.get();
      failing.remove(what);
      return got;
    } catch (RuntimeException e) {
      if (failing.add(what)) log.error("{}: a defect of Holdfast; it goes on without", what, e);
      return otherwise.get();
    }
  }

  /** True when it was done; false when that failed. */
  public boolean run(String what, Runnable attempt) {
    return get(
        what,
        () -> {
          attempt.run();
          return true;
        },
        () -> false);
  }

  /** Nothing is attempted for them any more. */
  public void forget(String whom) {
    failing.removeIf(what -> what.startsWith(whom + ": "));
  }
}
