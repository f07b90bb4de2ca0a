package dev.holdfast.mutants;

import java.lang.reflect.InvocationTargetException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the simulator alone makes of a mutant.
 *
 * @param played it runs what bears the bug
 * @param sight the first history that shows it; absent where none did
 */
record Play(Mutant mutant, boolean played, @Nullable Sight sight, Duration took) {
  private static final String HUNT = "dev.holdfast.sim.Hunt";

  /**
   * So often each short kind of history is played, besides the kept ones, before a bug counts as
   * unseen.
   */
  static final int ROUNDS = 1;

  /**
   * A history, and what went wrong in it.
   *
   * @param kept a test plays it each time
   */
  record Sight(String history, String what, boolean kept) {
    @Override
    public String toString() {
      return "%s: %s".formatted(history, what);
    }
  }

  static Play of(Mutant mutant, Path work) throws Exception {
    long start = System.nanoTime();
    var classes = BuggyClasses.of(mutant, work);
    try (var loader = classes.loader()) {
      var seen = kept(loader);
      boolean played = classes.areUsedBy(loader);
      if (played && seen.isEmpty()) seen = fresh(loader, ROUNDS);
      var took = Duration.ofNanos(System.nanoTime() - start);
      return new Play(mutant, played, seen.orElse(null), took);
    }
  }

  /** Empty on the code as it is. */
  static Optional<Sight> well() throws Exception {
    try (var loader = BuggyClasses.well()) {
      return kept(loader).or(() -> fresh(loader, ROUNDS));
    }
  }

  private static Optional<Sight> kept(URLClassLoader loader) {
    return hunt(loader, "kept", new Class<?>[0]).map(told -> sight(told, true));
  }

  private static Optional<Sight> fresh(URLClassLoader loader, int rounds) {
    return hunt(loader, "fresh", new Class<?>[] {int.class}, rounds)
        .map(told -> sight(told, false));
  }

  private static Sight sight(List<String> told, boolean kept) {
    return new Sight(told.get(0), told.get(1), kept);
  }

  @SuppressWarnings("unchecked")
  private static Optional<List<String>> hunt(
      URLClassLoader loader, String how, Class<?>[] types, Object... arguments) {
    try {
      var method = loader.loadClass(HUNT).getMethod(how, types);
      return (Optional<List<String>>) method.invoke(null, arguments);
    } catch (InvocationTargetException e) {
      return Optional.of(List.of("any", "nothing can be played: " + e.getCause()));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("There is no way to hunt " + how, e);
    }
  }

  boolean isSeen() {
    return played && sight != null;
  }

  boolean isUnseen() {
    return played && sight == null;
  }

  /** A reason stands in its file where it is needed, and nowhere else. */
  boolean isExplained() {
    return isUnseen() == (mutant.unseen() != null);
  }

  String word() {
    if (!played) return "not played";
    var seen = sight == null ? "UNSEEN" : sight.toString();
    return isExplained() ? seen : seen + ", and its file says otherwise";
  }
}
